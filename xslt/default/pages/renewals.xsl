<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Everything that is due to renewal. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/due.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'renewals']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'renewals']" mode="columns">
    <th scope="col"><xsl:value-of select="cd:text('column.name')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.kind')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.due')"/></th>
    <th scope="col" class="amount"><xsl:value-of select="cd:text('column.amount')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.invoice')"/></th>
  </xsl:template>

  <xsl:template match="renewal" mode="row">
    <tr>
      <!-- kind is also the name of the page that shows it -->
      <th scope="row">
        <span class="row-name">
          <xsl:apply-templates select="@name" mode="link">
            <xsl:with-param name="href" select="cd:url(@kind, @id)"/>
          </xsl:apply-templates>
          <xsl:apply-templates select="@domain"/>
        </span>
      </th>
      <td data-label="{cd:text('column.kind')}"><xsl:value-of select="cd:text(concat('renewal.kind.', @kind))"/></td>
      <td data-label="{cd:text('column.due')}"><xsl:apply-templates select="@days"/></td>
      <td class="amount" data-label="{cd:text('column.amount')}">
        <span class="row-name">
          <xsl:apply-templates select="." mode="price"/>
          <xsl:apply-templates select="@fee[. &gt; 0]"/>
        </span>
      </td>
      <td data-label="{cd:text('column.invoice')}"><xsl:apply-templates select="@invoice"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="renewal/@domain">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="renewal" mode="price">
    <xsl:value-of select="cd:text('price.annually', cd:money(@amount, @currency))"/>
  </xsl:template>

  <xsl:template match="renewal[@cycle]" mode="price">
    <xsl:apply-templates select="@cycle" mode="price"/>
  </xsl:template>

  <xsl:template match="renewal/@fee">
    <span class="row-detail">
      <xsl:value-of select="cd:text('renewal.fee', cd:money(., ../@currency))"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
