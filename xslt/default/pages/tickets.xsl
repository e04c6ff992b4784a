<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All support tickets of the account. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'tickets']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'tickets']" mode="columns">
    <th scope="col"><xsl:value-of select="cd:text('column.number')"/></th>
    <xsl:apply-templates select="sort[@name = 'subject']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.priority')"/></th>
    <xsl:apply-templates select="sort[@name = 'created']" mode="column"/>
    <xsl:apply-templates select="sort[@name = 'updated']" mode="column"/>
  </xsl:template>

  <xsl:template match="ticket" mode="row">
    <tr>
      <td class="number" data-label="{cd:text('column.number')}"><xsl:value-of select="cd:text('ticket.number', @number)"/></td>
      <th scope="row">
        <span class="row-name">
          <xsl:apply-templates select="@subject" mode="link">
            <xsl:with-param name="href" select="cd:url('ticket', @number)"/>
          </xsl:apply-templates>
          <xsl:apply-templates select="@department"/>
        </span>
      </th>
      <td class="row-status" data-label="{cd:text('column.status')}"><xsl:apply-templates select="@status"/></td>
      <td data-label="{cd:text('column.priority')}"><xsl:apply-templates select="@priority" mode="value"/></td>
      <td class="nowrap" data-label="{cd:text('column.created')}">
        <time datetime="{@created}"><xsl:value-of select="cd:date(@created)"/></time>
      </td>
      <td class="nowrap" data-label="{cd:text('column.updated')}">
        <time datetime="{@updated}"><xsl:value-of select="cd:date(@updated, 'relative')"/></time>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="ticket/@department">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

</xsl:stylesheet>
