<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All domains of the account, with us and elsewhere. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'domains']" mode="list"/>
  </xsl:template>

  <xsl:template match="page" mode="actions">
    <xsl:variable name="href" select="cd:url('domain-search')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-primary" href="{$href}">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">plus</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('section.domain-search.title')"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="section[@name = 'domains']" mode="columns">
    <xsl:apply-templates select="sort[@name = 'name']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.ours')"/></th>
    <xsl:apply-templates select="sort[@name = 'expires']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.auto-renew')"/></th>
  </xsl:template>

  <xsl:template match="domain" mode="row">
    <tr>
      <th scope="row">
        <xsl:apply-templates select="@name" mode="link">
          <xsl:with-param name="href" select="cd:url('domain', @id)"/>
        </xsl:apply-templates>
      </th>
      <td class="row-status" data-label="{cd:text('column.status')}"><xsl:apply-templates select="@status"/></td>
      <td data-label="{cd:text('column.ours')}"><xsl:apply-templates select="." mode="registrar"/></td>
      <td class="nowrap" data-label="{cd:text('column.expires')}"><xsl:apply-templates select="@expires" mode="value"/></td>
      <td data-label="{cd:text('column.auto-renew')}"><xsl:apply-templates select="@auto-renew[../@ours = 1]" mode="value"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="domain" mode="registrar">
    <xsl:apply-templates select="@ours" mode="value"/>
  </xsl:template>

  <xsl:template match="domain[@ours = 0][@registrar]" mode="registrar">
    <xsl:apply-templates select="@registrar" mode="value"/>
  </xsl:template>

</xsl:stylesheet>
