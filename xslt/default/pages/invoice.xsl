<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One invoice: who, when, its lines and its sum. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/party.xsl"/>

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
    <xsl:apply-templates select="section[@name = 'paying'][*] | section[@name = 'gateways'][../section/invoice[@balance &gt; 0][@status = 'unpaid' or @status = 'collections']][not(../section[@name = 'paying']/*)]" mode="pay"/>
    <xsl:apply-templates select="section[@name = 'invoice-lines']"/>
    <xsl:apply-templates select="section[@name = 'payments'][payment]"/>
  </xsl:template>

  <xsl:template match="invoice">
    <section class="card" data-section="invoice">
      <dl class="facts facts-wide">
        <xsl:apply-templates select="@issued" mode="fact"/>
        <xsl:apply-templates select="@due" mode="fact"/>
        <xsl:apply-templates select="@total" mode="fact"/>
        <xsl:apply-templates select="@balance" mode="fact"/>
        <xsl:apply-templates select="/page/section[@name = 'billed']/party/@corrects" mode="fact"/>
      </dl>
      <xsl:apply-templates select="/page/section[@name = 'billed']/party[@name]" mode="address"/>
    </section>
  </xsl:template>

  <xsl:template match="party/@corrects" mode="value">
    <a href="{cd:url('invoice', .)}"><bdi><xsl:value-of select="../@corrects-number"/></bdi></a>
  </xsl:template>

  <!-- How it can be paid. -->
  <xsl:template match="section" mode="pay">
    <section class="card no-print" data-section="paying" aria-labelledby="heading-paying">
      <div class="card-head">
        <h2 id="heading-paying"><xsl:value-of select="cd:text('section.paying.title')"/></h2>
      </div>
      <div class="ways">
        <xsl:apply-templates select="credit"/>
        <xsl:apply-templates select="/page/section[@name = 'gateways'][../section/invoice[@balance &gt; 0][@status = 'unpaid' or @status = 'collections']]/gateway"/>
        <xsl:apply-templates select="method"/>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="credit">
    <form class="way" method="post" action="{cd:url('pay-credit', /page/section/invoice/@id)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <p><xsl:value-of select="cd:text('paying.credit', cd:money(@amount, @currency))"/></p>
      <button class="btn btn-secondary" type="submit"><xsl:value-of select="cd:text('paying.credit.use')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="gateway">
    <form class="way" method="post" action="{cd:url('pay', /page/section/invoice/@id)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <p><xsl:apply-templates select="." mode="lead"/></p>
      <button class="btn btn-primary" type="submit" name="gateway" value="{@name}"><xsl:value-of select="cd:text('paying.now', cd:money(/page/section/invoice/@balance, /page/section/invoice/@currency))"/></button>
    </form>
  </xsl:template>

  <xsl:template match="gateway" mode="lead">
    <xsl:value-of select="cd:text('paying.gateway', @name)"/>
  </xsl:template>

  <xsl:template match="gateway[cd:has-text(concat('paying.gateway.', @name))]" mode="lead">
    <xsl:value-of select="cd:text(concat('paying.gateway.', @name))"/>
  </xsl:template>

  <xsl:template match="method">
    <div class="way">
      <h3><xsl:apply-templates select="." mode="title"/></h3>
      <p class="instructions"><bdi><xsl:value-of select="@instructions"/></bdi></p>
      <p><xsl:value-of select="cd:text('paying.reference')"/><xsl:text> </xsl:text><strong><bdi><xsl:value-of select="/page/section/invoice/@number"/></bdi></strong></p>
    </div>
  </xsl:template>

  <xsl:template match="method" mode="title">
    <xsl:value-of select="cd:text('paying.transfer')"/>
  </xsl:template>

  <xsl:template match="method[@title]" mode="title">
    <bdi><xsl:value-of select="@title"/></bdi>
  </xsl:template>

  <xsl:template match="section[@name = 'payments']">
    <section class="card" data-section="payments" aria-labelledby="heading-payments">
      <div class="card-head">
        <h2 id="heading-payments"><xsl:value-of select="cd:text('section.payments.title')"/></h2>
      </div>
      <table class="rows rows-full">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="cd:text('column.method')"/></th>
            <th scope="col"><xsl:value-of select="cd:text('column.received')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.amount')"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="payment"/></tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="payment">
    <tr>
      <th scope="row"><xsl:apply-templates select="@method"/></th>
      <td data-label="{cd:text('column.received')}"><time datetime="{@received}"><xsl:value-of select="cd:date(@received, 'datetime')"/></time></td>
      <td class="amount" data-label="{cd:text('column.amount')}"><xsl:apply-templates select="@amount" mode="value"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="payment/@method">
    <bdi><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="payment/@method[cd:has-text(concat('paying.method.', .))]">
    <xsl:value-of select="cd:text(concat('paying.method.', .))"/>
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
    <xsl:apply-templates select="/page/section[@name = 'billed']/party/@reverse-charge"/>
  </xsl:template>

  <xsl:template match="party/@reverse-charge">
    <p class="hint sum-note"><xsl:value-of select="cd:text('cart.reverse-charge')"/></p>
  </xsl:template>

</xsl:stylesheet>
