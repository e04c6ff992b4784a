<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Banner: the provider’s latest offer. No banner, no box. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'banner']">
    <aside class="banner" data-section="banner" aria-label="{cd:text('section.banner.title')}">
      <xsl:apply-templates select="banner"/>
    </aside>
  </xsl:template>

  <!-- Across the top of the page. -->
  <xsl:template match="section[@name = 'banner-top']">
    <aside class="banner banner-wide" aria-label="{cd:text('section.banner-top.title')}">
      <xsl:apply-templates select="banner"/>
    </aside>
  </xsl:template>

  <xsl:template match="section[@name = 'banner' or @name = 'banner-top'][not(banner)]"/>

  <xsl:template match="banner">
    <xsl:apply-templates select="@image[not(../@picture)] | @picture"/>
    <div class="banner-text">
      <xsl:apply-templates select="@title | @text"/>
    </div>
    <div class="banner-actions">
      <xsl:apply-templates select="@link"/>
      <xsl:apply-templates select="." mode="dismiss"/>
    </div>
  </xsl:template>

  <xsl:template match="banner/@image">
    <xsl:variable name="src" select="cd:href(.)"/>
    <xsl:if test="$src != ''">
      <img class="banner-image" src="{$src}" alt=""/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="banner/@picture">
    <img class="banner-image" src="{cd:url('banner-picture', .)}" width="{../@width}" height="{../@height}" alt="{../@picture-text}"/>
  </xsl:template>

  <xsl:template match="banner/@title">
    <h2><xsl:value-of select="."/></h2>
  </xsl:template>

  <xsl:template match="banner/@text">
    <p><xsl:value-of select="."/></p>
  </xsl:template>

  <!-- By way of a page that counts; only what may be followed. -->
  <xsl:template match="banner/@link">
    <xsl:if test="cd:href(.) != ''">
      <a class="btn btn-banner" href="{cd:url('banner-go', ../@id)}">
        <xsl:apply-templates select=".." mode="link-text"/>
        <xsl:call-template name="icon">
          <xsl:with-param name="name">next</xsl:with-param>
        </xsl:call-template>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="banner" mode="dismiss">
    <form method="post" action="{cd:url('banner-dismiss', @id)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn-dismiss" type="submit"><xsl:value-of select="cd:text('section.banner.dismiss')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="banner" mode="link-text">
    <xsl:value-of select="cd:text('section.banner.more')"/>
  </xsl:template>

  <xsl:template match="banner[@link-text != '']" mode="link-text">
    <xsl:value-of select="@link-text"/>
  </xsl:template>

</xsl:stylesheet>
