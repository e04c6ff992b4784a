<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Recent support tickets: number, subject, status, last update. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'tickets']">
    <xsl:apply-templates select="." mode="card"/>
  </xsl:template>

  <xsl:template match="section[@name = 'tickets']" mode="card-action">
    <xsl:apply-templates select="." mode="more"/>
  </xsl:template>

  <xsl:template match="section[@name = 'tickets']" mode="card-body">
    <table class="rows rows-brief">
      <caption class="visually-hidden">
        <xsl:value-of select="cd:text('section.tickets.title')"/>
      </caption>
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="cd:text('column.number')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.subject')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.updated')"/></th>
        </tr>
      </thead>
      <tbody>
        <xsl:apply-templates select="ticket"/>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="section[@name = 'tickets']/ticket/@unread">
    <xsl:text> </xsl:text>
    <span class="tag tag-unread"><xsl:value-of select="cd:text('ticket.unread')"/></span>
  </xsl:template>

  <xsl:template match="section[@name = 'tickets']/ticket">
    <tr>
      <td class="number" data-label="{cd:text('column.number')}">
        <xsl:value-of select="cd:text('ticket.number', @number)"/>
      </td>
      <th scope="row">
        <xsl:apply-templates select="@subject" mode="link">
          <xsl:with-param name="href" select="cd:url('ticket', @number)"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="@unread"/>
      </th>
      <td class="row-status" data-label="{cd:text('column.status')}">
        <xsl:apply-templates select="@status"/>
      </td>
      <td class="row-note" data-label="{cd:text('column.updated')}">
        <time datetime="{@updated}"><xsl:value-of select="cd:date(@updated, 'relative')"/></time>
      </td>
    </tr>
  </xsl:template>

</xsl:stylesheet>
