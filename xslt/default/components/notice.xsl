<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What just happened, told once after an action. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <!-- Which notice it is, the browser says: unknown ones are not shown. -->
  <xsl:template match="notice"/>

  <xsl:template match="notice[cd:has-text(concat('notice.', @kind))]">
    <div class="notice notice-{@kind}" role="status">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">check</xsl:with-param>
      </xsl:call-template>
      <p><xsl:value-of select="cd:text(concat('notice.', @kind))"/></p>
    </div>
  </xsl:template>

</xsl:stylesheet>
