<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One guide. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/body.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/guide/@title"/>
  </xsl:template>

  <xsl:template match="page" mode="lead">
    <xsl:apply-templates select="section/guide/@summary"/>
  </xsl:template>

  <xsl:template match="guide/@summary">
    <p class="lead"><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">guides</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'guide']/guide"/>
  </xsl:template>

  <xsl:template match="guide">
    <article class="card article" data-section="guide">
      <xsl:apply-templates select="body"/>
      <p class="article-foot">
        <xsl:value-of select="cd:text('guide.updated', cd:date(@updated))"/>
      </p>
    </article>
  </xsl:template>

</xsl:stylesheet>
