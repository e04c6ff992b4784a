<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One piece of news. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/body.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/item/@title"/>
  </xsl:template>

  <xsl:template match="page" mode="lead">
    <p class="lead">
      <time datetime="{section/item/@published}">
        <xsl:value-of select="cd:date(section/item/@published, 'long')"/>
      </time>
    </p>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">news</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'news']/item"/>
  </xsl:template>

  <xsl:template match="item">
    <article class="card article" data-section="news">
      <xsl:if test="@language">
        <xsl:attribute name="lang"><xsl:value-of select="@language"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="@summary[not(../body/node())]"/>
      <xsl:apply-templates select="body"/>
    </article>
  </xsl:template>

  <xsl:template match="item/@summary">
    <p><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

</xsl:stylesheet>
