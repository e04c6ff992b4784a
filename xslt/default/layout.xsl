<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The shell around every page: head, header, notices, main, footer. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="components/icon.xsl"/>
  <xsl:import href="components/link.xsl"/>
  <xsl:import href="components/head.xsl"/>
  <xsl:import href="components/header.xsl"/>
  <xsl:import href="components/navigation.xsl"/>
  <xsl:import href="components/heading.xsl"/>
  <xsl:import href="components/notice.xsl"/>
  <xsl:import href="components/footer.xsl"/>

  <xsl:output method="html" version="5" encoding="UTF-8" indent="no"/>

  <xsl:template match="/page">
    <html lang="{@lang}" dir="{@dir}">
      <xsl:apply-templates select="." mode="head"/>
      <body>
        <xsl:apply-templates select="." mode="body-class"/>
        <a class="skip-link" href="#main">
          <xsl:value-of select="cd:text('layout.skip')"/>
        </a>
        <xsl:apply-templates select="." mode="header"/>
        <main id="main" tabindex="-1">
          <xsl:apply-templates select="notice"/>
          <xsl:apply-templates select="." mode="heading"/>
          <xsl:apply-templates select="." mode="content"/>
        </main>
        <xsl:apply-templates select="." mode="footer"/>
      </body>
    </html>
  </xsl:template>

  <!-- Guests have no navigation at the side. -->
  <xsl:template match="page" mode="body-class">
    <xsl:attribute name="class">shell guest page-<xsl:value-of select="@name"/></xsl:attribute>
  </xsl:template>

  <xsl:template match="page[viewer]" mode="body-class">
    <xsl:attribute name="class">shell page-<xsl:value-of select="@name"/></xsl:attribute>
  </xsl:template>

  <!-- What stands in main: each page's own sheet says it. -->
  <xsl:template match="page" mode="content"/>

</xsl:stylesheet>
