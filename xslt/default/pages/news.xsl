<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All news, page by page. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../sections/news.xsl"/>

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
    </h2>
  </xsl:template>

  <xsl:template match="section" mode="tools"/>

</xsl:stylesheet>
