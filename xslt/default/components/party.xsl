<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Whom an invoice is made out to. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="party" mode="address">
    <address class="party">
      <xsl:apply-templates select="@company" mode="line"/>
      <xsl:apply-templates select="@name" mode="line"/>
      <xsl:apply-templates select="@street1" mode="line"/>
      <xsl:apply-templates select="@street2" mode="line"/>
      <xsl:apply-templates select="." mode="town"/>
      <xsl:apply-templates select="@state" mode="line"/>
      <xsl:apply-templates select="@country"/>
      <xsl:apply-templates select="@tax-id" mode="line"/>
    </address>
  </xsl:template>

  <xsl:template match="party/@*" mode="line">
    <span><bdi><xsl:value-of select="."/></bdi></span>
  </xsl:template>

  <xsl:template match="party" mode="town"/>

  <xsl:template match="party[@city or @postcode]" mode="town">
    <span><bdi><xsl:value-of select="normalize-space(concat(@postcode, ' ', @city))"/></bdi></span>
  </xsl:template>

  <xsl:template match="party/@country">
    <span><xsl:value-of select="cd:country(.)"/></span>
  </xsl:template>

</xsl:stylesheet>
