<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All services of the account. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/manage.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'services']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'services']" mode="columns">
    <xsl:apply-templates select="sort[@name = 'name']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.domain')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
    <xsl:apply-templates select="sort[@name = 'due']" mode="column"/>
    <xsl:apply-templates select="sort[@name = 'amount']" mode="column"/>
    <th scope="col">
      <span class="visually-hidden"><xsl:value-of select="cd:text('column.actions')"/></span>
    </th>
  </xsl:template>

  <xsl:template match="service" mode="row">
    <tr>
      <th scope="row">
        <span class="row-name">
          <bdi><xsl:value-of select="@name"/></bdi>
          <xsl:apply-templates select="@product[. != ../@name]"/>
        </span>
      </th>
      <td data-label="{cd:text('column.domain')}"><xsl:apply-templates select="@domain" mode="value"/></td>
      <td class="row-status" data-label="{cd:text('column.status')}"><xsl:apply-templates select="@status"/></td>
      <td class="nowrap" data-label="{cd:text('column.due')}"><xsl:apply-templates select="@next-due" mode="value"/></td>
      <td class="amount" data-label="{cd:text('column.amount')}"><xsl:apply-templates select="@amount" mode="value"/></td>
      <td class="row-action"><xsl:apply-templates select="." mode="manage"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="service/@product">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

</xsl:stylesheet>
