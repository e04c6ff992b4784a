<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What the pages of guides share: the search box, a guide in a list. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="guide-form">
    <xsl:param name="query"/>
    <form class="guide-form" method="get" action="{cd:url('guide-search')}" role="search">
      <label class="visually-hidden" for="guide-query"><xsl:value-of select="cd:text('guides.search')"/></label>
      <input class="form-control" id="guide-query" type="search" name="q" value="{$query}" maxlength="200" placeholder="{cd:text('guides.search.example')}"/>
      <button class="btn btn-primary" type="submit">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">search</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('guides.search.submit')"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="guide" mode="item">
    <li>
      <h3>
        <xsl:apply-templates select="@title" mode="link">
          <xsl:with-param name="href" select="cd:url('guide', @slug)"/>
        </xsl:apply-templates>
      </h3>
      <xsl:apply-templates select="." mode="text"/>
      <xsl:apply-templates select="@language"/>
    </li>
  </xsl:template>

  <xsl:template match="guide" mode="text"/>

  <xsl:template match="guide[@summary]" mode="text">
    <p><bdi><xsl:value-of select="@summary"/></bdi></p>
  </xsl:template>

  <xsl:template match="guide[part]" mode="text">
    <p><bdi><xsl:apply-templates select="part"/></bdi></p>
  </xsl:template>

  <xsl:template match="part">
    <xsl:value-of select="@text"/>
  </xsl:template>

  <xsl:template match="part[@mark]">
    <mark><xsl:value-of select="@text"/></mark>
  </xsl:template>

  <!-- Written in another language than the page. -->
  <xsl:template match="guide/@language">
    <p class="guide-language"><xsl:value-of select="cd:text('guide.language', cd:language(.))"/></p>
  </xsl:template>

</xsl:stylesheet>
