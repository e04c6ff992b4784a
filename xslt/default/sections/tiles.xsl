<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Info tiles: four numbers, each a link to its list. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'tiles']">
    <nav class="tiles" data-section="tiles" aria-label="{cd:text('section.tiles.title')}">
      <ul>
        <xsl:apply-templates select="tile"/>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template match="section[@name = 'tiles'][not(tile)]"/>

  <xsl:template match="tile">
    <xsl:variable name="href" select="cd:url(@name)"/>
    <xsl:if test="$href != ''">
      <li class="tile tile-{@name}">
        <xsl:variable name="rows"><xsl:apply-templates select="@name" mode="rows"/></xsl:variable>
        <a href="{$href}{$rows}">
          <xsl:apply-templates select="@name" mode="icon"/>
          <span class="tile-label">
            <xsl:value-of select="cd:text(concat('tiles.', @name))"/>
          </span>
          <span class="tile-count"><xsl:value-of select="cd:number(@count)"/></span>
          <span class="tile-note">
            <xsl:value-of select="cd:text(concat('tiles.', @name, '.note'), @count)"/>
          </span>
        </a>
      </li>
    </xsl:if>
  </xsl:template>

  <!-- The list shows what the number counts; services and tickets show all. -->
  <xsl:template match="tile/@name" mode="rows"/>
  <xsl:template match="tile/@name[. = 'domains']" mode="rows">?ours=live</xsl:template>
  <xsl:template match="tile/@name[. = 'invoices']" mode="rows">?status=unpaid</xsl:template>

  <xsl:template match="tile/@name" mode="icon">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">server</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tile/@name[. = 'domains']" mode="icon">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">globe</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tile/@name[. = 'invoices']" mode="icon">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">invoice</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tile/@name[. = 'tickets']" mode="icon">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">ticket</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
