<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The checkout: what is ordered, for whom, on which terms. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/cart.xsl"/>
  <xsl:import href="../components/party.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">cart</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <div class="columns">
      <xsl:apply-templates select="section[@name = 'cart']"/>
      <div class="stack">
        <xsl:apply-templates select="section[@name = 'billing']/party"/>
        <section class="card" aria-labelledby="heading-place">
          <div class="card-head">
            <h2 id="heading-place"><xsl:value-of select="cd:text('checkout.place')"/></h2>
          </div>
          <p class="card-text"><xsl:value-of select="cd:text('checkout.place.text')"/></p>
          <xsl:apply-templates select="form"/>
        </section>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="section[@name = 'cart']">
    <section class="card" data-section="cart" aria-labelledby="heading-cart">
      <div class="card-head">
        <h2 id="heading-cart"><xsl:value-of select="cd:text('checkout.lines')"/></h2>
      </div>
      <table class="rows rows-full">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="cd:text('column.name')"/></th>
            <th scope="col"><xsl:value-of select="cd:text('column.term')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.amount')"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="cart-line"/></tbody>
      </table>
      <xsl:apply-templates select="../section[@name = 'cart-sum']/sum"/>
    </section>
  </xsl:template>

  <xsl:template match="cart-line">
    <tr>
      <th scope="row"><xsl:apply-templates select="." mode="what"/></th>
      <td data-label="{cd:text('column.term')}"><xsl:apply-templates select="." mode="term"/></td>
      <td class="amount" data-label="{cd:text('column.amount')}"><xsl:apply-templates select="." mode="price"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="party">
    <section class="card" data-section="billing" aria-labelledby="heading-billing">
      <div class="card-head">
        <h2 id="heading-billing"><xsl:value-of select="cd:text('checkout.billing')"/></h2>
        <xsl:apply-templates select="." mode="change"/>
      </div>
      <xsl:apply-templates select="." mode="address"/>
    </section>
  </xsl:template>

  <xsl:template match="party" mode="change">
    <xsl:variable name="href" select="cd:url('personal')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-secondary btn-sm" href="{$href}"><xsl:value-of select="cd:text('checkout.billing.change')"/></a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="field[@name = 'accept']" mode="label">
    <label for="field-accept">
      <xsl:value-of select="cd:text('field.accept')"/>
      <xsl:text> </xsl:text>
      <a href="{/page/section[@name = 'terms']/terms/@link}"><xsl:value-of select="cd:text('checkout.terms', /page/section[@name = 'terms']/terms/@version)"/></a>
    </label>
  </xsl:template>

</xsl:stylesheet>
