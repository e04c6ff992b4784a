<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Sign in. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/door.xsl"/>

  <xsl:template match="page" mode="other-door">
    <xsl:apply-templates select="." mode="forgot"/>
    <xsl:apply-templates select="." mode="door-link">
      <xsl:with-param name="to">register</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="forgot">
    <xsl:variable name="href" select="cd:url('forgot-password')"/>
    <xsl:if test="$href != ''">
      <p class="door-other">
        <a href="{$href}"><xsl:value-of select="cd:text('nav.forgot-password')"/></a>
      </p>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
