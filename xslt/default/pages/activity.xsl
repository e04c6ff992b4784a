<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What was done to the account. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/agent.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'activity']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'activity']" mode="columns">
    <th scope="col"><xsl:value-of select="cd:text('column.event')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.who')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.from')"/></th>
    <xsl:apply-templates select="sort[@name = 'recorded']" mode="column"/>
  </xsl:template>

  <xsl:template match="event" mode="row">
    <tr>
      <th scope="row">
        <span class="row-name">
          <xsl:apply-templates select="." mode="what"/>
          <xsl:apply-templates select="@subject"/>
          <xsl:apply-templates select="@detail"/>
        </span>
      </th>
      <td data-label="{cd:text('column.who')}"><xsl:apply-templates select="." mode="who"/></td>
      <td data-label="{cd:text('column.from')}">
        <span class="row-name">
          <bdi><xsl:value-of select="@address"/></bdi>
          <span class="row-detail"><xsl:apply-templates select="." mode="agent"/></span>
        </span>
      </td>
      <td class="nowrap" data-label="{cd:text('column.recorded')}">
        <time datetime="{@recorded}"><xsl:value-of select="cd:date(@recorded, 'datetime')"/></time>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="event" mode="what">
    <bdi><xsl:value-of select="@action"/></bdi>
  </xsl:template>

  <!-- What this theme has a word for. -->
  <xsl:template match="event[cd:has-text(concat('audit.', @action))]" mode="what">
    <xsl:value-of select="cd:text(concat('audit.', @action))"/>
  </xsl:template>

  <xsl:template match="event/@subject | event/@detail">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="event" mode="who">
    <xsl:value-of select="cd:text('audit.nobody')"/>
  </xsl:template>

  <xsl:template match="event[@who]" mode="who">
    <bdi><xsl:value-of select="@who"/></bdi>
  </xsl:template>

</xsl:stylesheet>
