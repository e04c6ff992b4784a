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
      <xsl:apply-templates select="@postcode" mode="line"/>
      <xsl:apply-templates select="@city" mode="line"/>
      <xsl:apply-templates select="@state" mode="line"/>
      <xsl:apply-templates select="@country" mode="line"/>
    </address>
  </xsl:template>

  <xsl:template match="person/@*" mode="line">
    <bdi class="line-{name()}"><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="person/@country" mode="line">
    <bdi class="line-country"><xsl:value-of select="cd:country(.)"/></bdi>
  </xsl:template>

</xsl:stylesheet>
