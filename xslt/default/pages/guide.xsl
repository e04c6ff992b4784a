<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One guide, whether it helped, and what else to read. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/body.xsl"/>
  <xsl:import href="../components/guides.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section[@name = 'guide']/guide/@title"/>
  </xsl:template>

  <xsl:template match="page" mode="lead">
    <xsl:apply-templates select="section[@name = 'guide']/guide/@summary"/>
    <xsl:apply-templates select="section[@name = 'guide']/guide/@language"/>
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
    <xsl:apply-templates select="section[@name = 'related'][guide]"/>
  </xsl:template>

  <xsl:template match="guide">
    <article class="card article" data-section="guide">
      <xsl:apply-templates select="." mode="language"/>
      <xsl:apply-templates select="body"/>
      <p class="article-foot">
        <xsl:value-of select="cd:text('guide.updated', cd:date(@updated))"/>
      </p>
      <xsl:apply-templates select="../../section[@name = 'helpful']/votes"/>
    </article>
  </xsl:template>

  <xsl:template match="guide" mode="language"/>

  <xsl:template match="guide[@language]" mode="language">
    <xsl:attribute name="lang"><xsl:value-of select="@language"/></xsl:attribute>
  </xsl:template>

  <xsl:template match="votes">
    <section class="helpful" id="helpful" lang="{/page/@lang}" aria-labelledby="heading-helpful">
      <h2 id="heading-helpful"><xsl:value-of select="cd:text('guide.helpful')"/></h2>
      <xsl:apply-templates select="/page/form[@error or field/@error]" mode="vote-error"/>
      <form class="helpful-form" method="post" action="{/page/@base}{/page/@path}">
        <input type="hidden" name="csrf" value="{/page/@csrf}"/>
        <xsl:apply-templates select="." mode="vote">
          <xsl:with-param name="value">1</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="vote">
          <xsl:with-param name="value">0</xsl:with-param>
        </xsl:apply-templates>
      </form>
      <p class="helpful-count"><xsl:value-of select="cd:text('guide.votes', @helpful, @votes)"/></p>
    </section>
  </xsl:template>

  <xsl:template match="votes" mode="vote">
    <xsl:param name="value"/>
    <button class="btn btn-secondary" type="submit" name="helpful" value="{$value}" aria-pressed="{string(@mine = $value)}">
      <xsl:if test="@mine = $value">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">check</xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:value-of select="cd:text(concat('guide.helpful.', $value))"/>
    </button>
  </xsl:template>

  <xsl:template match="form" mode="vote-error">
    <p class="error" role="alert"><xsl:value-of select="cd:text(concat('error.', @error | field/@error))"/></p>
  </xsl:template>

  <xsl:template match="section[@name = 'related']">
    <section class="card article related" aria-labelledby="heading-related">
      <div class="card-head">
        <h2 id="heading-related"><xsl:value-of select="cd:text('guide.related')"/></h2>
      </div>
      <ul class="news"><xsl:apply-templates select="guide" mode="item"/></ul>
    </section>
  </xsl:template>

</xsl:stylesheet>
