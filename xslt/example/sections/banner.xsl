<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The parent's banner with one template changed: a small line above the title. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <!-- parent: is the same file one theme up. What stands below wins over it. -->
  <xsl:import href="parent:sections/banner.xsl"/>

  <xsl:template match="banner/@title">
    <p class="banner-kicker"><xsl:value-of select="cd:text('section.banner.kicker')"/></p>
    <h2><xsl:value-of select="."/></h2>
  </xsl:template>

</xsl:stylesheet>
