<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The end of a link that was sent to a new e-mail address. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="card form-card">
      <p class="card-lead"><xsl:value-of select="cd:text('confirm-email.over')"/></p>
    </div>
  </xsl:template>

  <xsl:template match="page[section[@name = 'email-change']/change]" mode="content">
    <div class="card form-card">
      <p class="card-text">
        <xsl:value-of select="cd:text('confirm-email.text', section[@name = 'email-change']/change/@email)"/>
      </p>
      <xsl:apply-templates select="form"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
