<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All news, page by page. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../sections/news.xsl"/>

  <xsl:template match="page" mode="head-more">
    <link rel="alternate" type="application/atom+xml" title="{cd:text('page.news.title')}" href="{cd:url('news-feed', @lang)}"/>
  </xsl:template>

  <xsl:template match="page" mode="actions">
    <div class="page-actions">
      <xsl:apply-templates select="section[@name = 'news'][item/@unread]" mode="read"/>
      <a class="btn btn-secondary" href="{cd:url('news-feed', @lang)}" type="application/atom+xml">
        <xsl:value-of select="cd:text('news.feed')"/>
      </a>
    </div>
  </xsl:template>

  <xsl:template match="section" mode="read">
    <form method="post" action="{cd:url('news-read')}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary" type="submit">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">check</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('news.read')"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'news']" mode="list"/>
  </xsl:template>

  <!-- Not a table: what was written is the row. -->
  <xsl:template match="section[item]" mode="table">
    <ul class="news">
      <xsl:apply-templates select="item"/>
    </ul>
  </xsl:template>

  <xsl:template match="item/@title">
    <h2>
      <xsl:apply-templates select="." mode="link">
        <xsl:with-param name="href" select="cd:url('news-article', ../@id)"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="../@unread"/>
    </h2>
  </xsl:template>

  <xsl:template match="item/@unread">
    <xsl:text> </xsl:text>
    <span class="tag tag-unread"><xsl:value-of select="cd:text('news.unread')"/></span>
  </xsl:template>

  <xsl:template match="section" mode="tools"/>

</xsl:stylesheet>
