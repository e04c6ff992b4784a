<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A text that leads somewhere, or the text alone where nothing leads. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="@*" mode="link">
    <xsl:param name="href"/>
    <xsl:choose>
      <xsl:when test="$href != ''">
        <a href="{$href}"><bdi><xsl:value-of select="."/></bdi></a>
      </xsl:when>
      <xsl:otherwise>
        <bdi><xsl:value-of select="."/></bdi>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
