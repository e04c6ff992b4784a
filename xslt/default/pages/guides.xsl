<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All guides, category by category. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/guides.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="." mode="guide-form"/>
    <xsl:apply-templates select="section[@name = 'guides']"/>
  </xsl:template>

  <!-- Guides come in the order of their categories. -->
  <xsl:template match="section[@name = 'guides']">
    <div class="groups" data-section="guides">
      <xsl:apply-templates select="guide[not(@category = preceding-sibling::guide[1]/@category)]" mode="group"/>
    </div>
  </xsl:template>

  <xsl:template match="section[@name = 'guides'][not(guide)]">
    <p class="card empty"><xsl:value-of select="cd:text('empty.guides')"/></p>
  </xsl:template>

  <xsl:template match="guide" mode="group">
    <section class="card">
      <div class="card-head">
        <h2><bdi><xsl:value-of select="@category"/></bdi></h2>
      </div>
      <ul class="news">
        <xsl:apply-templates select="../guide[@category = current()/@category]" mode="item"/>
      </ul>
    </section>
  </xsl:template>

</xsl:stylesheet>
