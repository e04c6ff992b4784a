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

  <xsl:template match="section[@name = 'banner'][not(banner)]"/>

  <xsl:template match="banner">
    <xsl:apply-templates select="@image"/>
    <div class="banner-text">
      <xsl:apply-templates select="@title | @text"/>
    </div>
    <xsl:apply-templates select="@link"/>
  </xsl:template>

  <xsl:template match="banner/@image">
    <xsl:variable name="src" select="cd:href(.)"/>
    <xsl:if test="$src != ''">
      <img class="banner-image" src="{$src}" alt=""/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="banner/@title">
    <h2><xsl:value-of select="."/></h2>
  </xsl:template>

  <xsl:template match="banner/@text">
    <p><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="banner/@link">
    <xsl:variable name="href" select="cd:href(.)"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-banner" href="{$href}">
        <xsl:apply-templates select=".." mode="link-text"/>
        <xsl:call-template name="icon">
          <xsl:with-param name="name">next</xsl:with-param>
        </xsl:call-template>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="banner" mode="link-text">
    <xsl:value-of select="cd:text('section.banner.more')"/>
  </xsl:template>

  <xsl:template match="banner[@link-text != '']" mode="link-text">
    <xsl:value-of select="@link-text"/>
  </xsl:template>

</xsl:stylesheet>
