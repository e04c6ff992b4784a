<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Guides that were found, the best first. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/guides.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">guides</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="." mode="guide-form">
      <xsl:with-param name="query" select="section[@name = 'guide-search']/@query"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="section[@name = 'guide-search'][@found]"/>
  </xsl:template>

  <xsl:template match="section[@name = 'guide-search']">
    <section class="card" data-section="guide-search" aria-labelledby="heading-found">
      <div class="card-head">
        <h2 id="heading-found"><xsl:value-of select="cd:text('guides.found', @found)"/></h2>
      </div>
      <xsl:apply-templates select="." mode="found"/>
    </section>
  </xsl:template>

  <xsl:template match="section" mode="found">
    <ul class="news"><xsl:apply-templates select="guide" mode="item"/></ul>
  </xsl:template>

  <xsl:template match="section[not(guide)]" mode="found">
    <p class="empty"><xsl:value-of select="cd:text('guides.not-found')"/></p>
  </xsl:template>

</xsl:stylesheet>
