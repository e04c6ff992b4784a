<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A billing address, as it stands on an envelope. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="person" mode="address">
    <address>
      <xsl:apply-templates select="@company" mode="line"/>
      <xsl:apply-templates select="@street1" mode="line"/>
      <xsl:apply-templates select="@street2" mode="line"/>
      <xsl:apply-templates select="self::person[@postcode or @city]" mode="town"/>
      <xsl:apply-templates select="@state" mode="line"/>
      <xsl:apply-templates select="@country" mode="line"/>
    </address>
  </xsl:template>

  <xsl:template match="person[not(@street1 or @street2 or @postcode or @city or @state or @country)]" mode="address">
    <p class="nothing"><xsl:value-of select="cd:text('address.none')"/></p>
  </xsl:template>

  <xsl:template match="person" mode="town">
    <span class="line">
      <bdi><xsl:value-of select="@postcode"/></bdi>
      <xsl:text> </xsl:text>
      <bdi><xsl:value-of select="@city"/></bdi>
    </span>
  </xsl:template>

  <xsl:template match="person/@*" mode="line">
    <bdi class="line"><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="person/@country" mode="line">
    <bdi class="line"><xsl:value-of select="cd:country(.)"/></bdi>
  </xsl:template>

</xsl:stylesheet>
