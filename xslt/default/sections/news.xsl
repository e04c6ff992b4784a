<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- News: about the account’s own products, or for everybody. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'news']">
    <xsl:apply-templates select="." mode="card"/>
  </xsl:template>

  <xsl:template match="section[@name = 'news']" mode="card-action">
    <xsl:apply-templates select="." mode="more"/>
  </xsl:template>

  <xsl:template match="section[@name = 'news']" mode="card-body">
    <ul class="news">
      <xsl:apply-templates select="item"/>
    </ul>
  </xsl:template>

  <xsl:template match="item">
    <li>
      <p class="news-meta">
        <time datetime="{@published}"><xsl:value-of select="cd:date(@published)"/></time>
        <xsl:apply-templates select="@product"/>
      </p>
      <xsl:apply-templates select="@title"/>
      <xsl:apply-templates select="@summary"/>
    </li>
  </xsl:template>

  <xsl:template match="item/@title">
    <h3>
      <xsl:apply-templates select="." mode="link">
        <xsl:with-param name="href" select="cd:url('news-article', ../@id)"/>
      </xsl:apply-templates>
    </h3>
  </xsl:template>

  <xsl:template match="item/@product">
    <span class="tag"><bdi><xsl:value-of select="."/></bdi></span>
  </xsl:template>

  <xsl:template match="item/@summary">
    <p><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

</xsl:stylesheet>
