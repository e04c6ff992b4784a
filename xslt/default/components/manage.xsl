<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The Manage button of a service. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="service" mode="manage">
    <xsl:variable name="href" select="cd:url('service', @id)"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-secondary btn-sm" href="{$href}" aria-label="{cd:text('section.services.manage-name', @name)}">
        <xsl:value-of select="cd:text('section.services.manage')"/>
      </a>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
