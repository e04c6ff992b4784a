<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Shortcuts: the provider’s quick links, in the provider’s order. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'shortcuts']">
    <nav class="shortcuts" data-section="shortcuts" aria-label="{cd:text('section.shortcuts.title')}">
      <ul>
        <xsl:apply-templates select="shortcut"/>
        <xsl:apply-templates select="." mode="arrange"/>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template match="section[@name = 'shortcuts']" mode="arrange">
    <xsl:variable name="href" select="cd:url('shortcuts')"/>
    <xsl:if test="$href != ''">
      <li>
        <a class="shortcuts-arrange" href="{$href}"><xsl:value-of select="cd:text('section.shortcuts.arrange')"/></a>
      </li>
    </xsl:if>
  </xsl:template>

  <xsl:template match="shortcut">
    <xsl:variable name="href" select="cd:href(@link)"/>
    <xsl:if test="$href != ''">
      <li>
        <a class="btn btn-secondary" href="{$href}">
          <xsl:call-template name="icon">
            <xsl:with-param name="name" select="@icon"/>
          </xsl:call-template>
          <xsl:value-of select="@name"/>
        </a>
      </li>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
