<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The footer: the provider, help, and the languages where they are offered. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="footer">
    <footer class="shell-footer">
      <p><xsl:apply-templates select="." mode="site"/></p>
      <xsl:apply-templates select="languages"/>
      <xsl:apply-templates select="." mode="footer-links"/>
    </footer>
  </xsl:template>

  <xsl:template match="page" mode="footer-links">
    <xsl:variable name="guides" select="cd:url('guides')"/>
    <xsl:if test="$guides != ''">
      <a href="{$guides}"><xsl:value-of select="cd:text('layout.help')"/></a>
    </xsl:if>
    <xsl:variable name="status" select="cd:url('status')"/>
    <xsl:if test="$status != ''">
      <a href="{$status}"><xsl:value-of select="cd:text('nav.status')"/></a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="languages">
    <nav aria-label="{cd:text('layout.languages')}">
      <ul class="languages">
        <xsl:apply-templates select="language"/>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template match="language">
    <li>
      <a href="?lang={@code}" lang="{@code}" hreflang="{@code}">
        <xsl:value-of select="@name"/>
      </a>
    </li>
  </xsl:template>

  <xsl:template match="language[@current = 1]">
    <li>
      <span lang="{@code}" aria-current="true"><xsl:value-of select="@name"/></span>
    </li>
  </xsl:template>

</xsl:stylesheet>
