<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The header: brand, navigation, account; for guests brand and sign-in. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page[viewer]" mode="header">
    <header class="shell-header">
      <div class="shell-bar">
        <xsl:apply-templates select="." mode="brand"/>
        <div class="shell-wide">
          <xsl:apply-templates select="." mode="menu"/>
        </div>
        <details class="shell-menu">
          <summary>
            <xsl:call-template name="icon">
              <xsl:with-param name="name">menu</xsl:with-param>
            </xsl:call-template>
            <xsl:value-of select="cd:text('layout.menu')"/>
          </summary>
          <div class="shell-menu-panel">
            <xsl:apply-templates select="." mode="menu"/>
          </div>
        </details>
      </div>
    </header>
  </xsl:template>

  <xsl:template match="page" mode="menu">
    <xsl:apply-templates select="." mode="navigation"/>
    <xsl:apply-templates select="viewer"/>
  </xsl:template>

  <xsl:template match="page" mode="brand">
    <a class="brand" href="{@base}/">
      <img class="brand-mark" src="{cd:asset('mark.svg')}" alt="" width="28" height="28"/>
      <span class="brand-name">
        <xsl:apply-templates select="." mode="site"/>
      </span>
    </a>
  </xsl:template>

  <xsl:template match="viewer">
    <div class="viewer">
      <span class="avatar" aria-hidden="true">
        <xsl:value-of select="concat(substring(@first-name, 1, 1), substring(@last-name, 1, 1))"/>
      </span>
      <span class="viewer-name">
        <bdi><xsl:value-of select="concat(@first-name, ' ', @last-name)"/></bdi>
        <small><bdi><xsl:value-of select="../account/@name"/></bdi></small>
      </span>
      <xsl:apply-templates select="@accounts"/>
      <form class="viewer-sign-out" method="post" action="{cd:url('sign-out')}">
        <input type="hidden" name="csrf" value="{/page/@csrf}"/>
        <button class="btn btn-quiet" type="submit">
          <xsl:call-template name="icon">
            <xsl:with-param name="name">sign-out</xsl:with-param>
          </xsl:call-template>
          <xsl:value-of select="cd:text('layout.sign-out')"/>
        </button>
      </form>
    </div>
  </xsl:template>

  <!-- Only where there is another account to act for. -->
  <xsl:template match="viewer/@accounts">
    <a class="btn btn-quiet viewer-switch" href="{cd:url('accounts')}">
      <xsl:value-of select="cd:text('layout.switch')"/>
    </a>
  </xsl:template>

  <xsl:template match="page" mode="header">
    <header class="guest-header">
      <xsl:apply-templates select="." mode="brand"/>
      <nav class="guest-nav" aria-label="{cd:text('layout.navigation')}">
        <ul>
          <xsl:apply-templates select="." mode="guest-link">
            <xsl:with-param name="to">guides</xsl:with-param>
          </xsl:apply-templates>
          <xsl:apply-templates select="." mode="guest-link">
            <xsl:with-param name="to">sign-in</xsl:with-param>
          </xsl:apply-templates>
          <xsl:apply-templates select="." mode="guest-link">
            <xsl:with-param name="to">register</xsl:with-param>
          </xsl:apply-templates>
        </ul>
      </nav>
    </header>
  </xsl:template>

  <!-- No link to the page that one is on. -->
  <xsl:template match="page" mode="guest-link">
    <xsl:param name="to"/>
    <xsl:variable name="href" select="cd:url($to)"/>
    <xsl:if test="$href != '' and @name != $to">
      <li>
        <a href="{$href}"><xsl:value-of select="cd:text(concat('nav.', $to))"/></a>
      </li>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
