<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One invoice: who, when, its lines and its sum. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="cd:text('page.invoice.title', section/invoice/@number)"/>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">invoices</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="actions">
    <xsl:apply-templates select="section/invoice/@status"/>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'invoice']/invoice"/>
    <xsl:apply-templates select="section[@name = 'invoice-lines']"/>
  </xsl:template>

  <xsl:template match="invoice">
    <section class="card" data-section="invoice">
      <dl class="facts facts-wide">
        <xsl:apply-templates select="@issued" mode="fact"/>
        <xsl:apply-templates select="@due" mode="fact"/>
        <xsl:apply-templates select="@total" mode="fact"/>
        <xsl:apply-templates select="@balance" mode="fact"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'invoice-lines']">
    <section class="card" data-section="invoice-lines" aria-labelledby="heading-lines">
      <div class="card-head">
        <h2 id="heading-lines"><xsl:value-of select="cd:text('section.invoice-lines.title')"/></h2>
      </div>
      <table class="rows rows-full">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="cd:text('column.description')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.quantity')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.tax-rate')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.tax')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.net')"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="line"/></tbody>
      </table>
      <xsl:apply-templates select="../section/invoice" mode="sum"/>
    </section>
  </xsl:template>

  <xsl:template match="line">
    <tr>
      <th scope="row"><bdi><xsl:value-of select="@description"/></bdi></th>
      <td class="amount" data-label="{cd:text('column.quantity')}"><xsl:value-of select="cd:number(@quantity)"/></td>
      <td class="amount" data-label="{cd:text('column.tax-rate')}"><xsl:apply-templates select="@tax-rate"/></td>
      <td class="amount" data-label="{cd:text('column.tax')}"><xsl:apply-templates select="@tax" mode="value"/></td>
      <td class="amount" data-label="{cd:text('column.net')}"><xsl:apply-templates select="@amount" mode="value"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="line/@tax-rate">
    <xsl:value-of select="cd:text('value.tax-rate', cd:number(.))"/>
  </xsl:template>

  <xsl:template match="invoice" mode="sum">
    <xsl:variable name="lines" select="/page/section[@name = 'invoice-lines']/line"/>
    <dl class="sum">
      <div>
        <dt><xsl:value-of select="cd:text('column.net')"/></dt>
        <dd><xsl:value-of select="cd:money(sum($lines/@amount), @currency)"/></dd>
      </div>
      <div>
        <dt><xsl:value-of select="cd:text('column.tax')"/></dt>
        <dd><xsl:value-of select="cd:money(sum($lines/@tax), @currency)"/></dd>
      </div>
      <div class="sum-total">
        <dt><xsl:value-of select="cd:text('column.total')"/></dt>
        <dd><xsl:value-of select="cd:money(@total, @currency)"/></dd>
      </div>
    </dl>
  </xsl:template>

</xsl:stylesheet>
