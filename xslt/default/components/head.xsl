<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The document head: title, style sheets, icon. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="head">
    <head>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="format-detection" content="telephone=no"/>
      <title>
        <xsl:apply-templates select="." mode="title"/>
        <xsl:text> · </xsl:text>
        <xsl:apply-templates select="." mode="site"/>
      </title>
      <link rel="icon" type="image/svg+xml" href="{cd:asset('mark.svg')}"/>
      <link rel="stylesheet" href="{cd:asset('bootstrap.min.css')}"/>
      <link rel="stylesheet" href="{cd:asset('tokens.css')}"/>
      <link rel="stylesheet" href="{cd:asset('theme.css')}"/>
      <link rel="stylesheet" href="{cd:asset('shell.css')}"/>
      <link rel="stylesheet" href="{cd:asset('components.css')}"/>
      <link rel="stylesheet" href="{cd:asset('lists.css')}"/>
      <link rel="stylesheet" href="{cd:asset('forms.css')}"/>
      <link rel="stylesheet" href="{cd:asset('pages.css')}"/>
      <xsl:apply-templates select="." mode="brand-style"/>
      <link rel="stylesheet" media="print" href="{cd:asset('print.css')}"/>
      <xsl:apply-templates select="." mode="head-more"/>
    </head>
  </xsl:template>

  <!-- What a page's own sheet has to add. -->
  <xsl:template match="page" mode="head-more"/>

  <!-- A child theme's assets/brand.css comes after the theme’s own, so it wins. -->
  <xsl:template match="page" mode="brand-style">
    <xsl:variable name="href" select="cd:asset('brand.css')"/>
    <xsl:if test="$href != ''">
      <link rel="stylesheet" href="{$href}"/>
    </xsl:if>
  </xsl:template>

  <!-- The provider's name, or the theme's word when none is configured. -->
  <xsl:template match="page" mode="site">
    <xsl:value-of select="cd:text('layout.site')"/>
  </xsl:template>

  <xsl:template match="page[@title != '']" mode="site">
    <xsl:value-of select="@title"/>
  </xsl:template>

</xsl:stylesheet>
