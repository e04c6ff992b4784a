<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Lines of a cart and their sum: for the cart and the checkout. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="cart-line" mode="what">
    <span class="row-name">
      <bdi><xsl:value-of select="@name"/></bdi>
      <xsl:apply-templates select="@detail"/>
      <span class="row-detail"><xsl:value-of select="cd:text(concat('cart.kind.', @kind))"/></span>
      <xsl:apply-templates select="@period-to"/>
      <xsl:apply-templates select="@problem"/>
    </span>
  </xsl:template>

  <xsl:template match="cart-line/@detail">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="cart-line/@period-to">
    <span class="row-detail">
      <xsl:value-of select="cd:text('cart.period', cd:date(../@period-from), cd:date(.))"/>
    </span>
  </xsl:template>

  <xsl:template match="cart-line/@problem">
    <span class="error">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">alert</xsl:with-param>
      </xsl:call-template>
      <xsl:value-of select="cd:text(concat('cart.problem.', .))"/>
    </span>
  </xsl:template>

  <xsl:template match="cart-line" mode="price">
    <span class="row-name">
      <xsl:apply-templates select="@amount" mode="money"/>
      <xsl:apply-templates select="@extra"/>
    </span>
  </xsl:template>

  <xsl:template match="cart-line/@amount" mode="money">
    <xsl:value-of select="cd:money(., ../@currency)"/>
  </xsl:template>

  <xsl:template match="cart-line/@extra">
    <span class="row-detail">
      <xsl:value-of select="cd:text('price.setup', cd:money(., ../@currency))"/>
    </span>
  </xsl:template>

  <xsl:template match="cart-line[@domain]/@extra">
    <span class="row-detail">
      <xsl:value-of select="cd:text('renewal.fee', cd:money(., ../@currency))"/>
    </span>
  </xsl:template>

  <!-- How long: "1 year", "2 × 3 months". -->
  <xsl:template name="term">
    <xsl:param name="cycle"/>
    <xsl:param name="quantity"/>
    <xsl:value-of select="cd:text(concat('term.', $cycle), $quantity)"/>
  </xsl:template>

  <xsl:template match="cart-line" mode="term">
    <xsl:call-template name="term">
      <xsl:with-param name="cycle">annually</xsl:with-param>
      <xsl:with-param name="quantity" select="@quantity"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="cart-line[@cycle]" mode="term">
    <xsl:call-template name="term">
      <xsl:with-param name="cycle" select="@cycle"/>
      <xsl:with-param name="quantity" select="@quantity"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="sum">
    <dl class="sum">
      <div>
        <dt><xsl:value-of select="cd:text('column.net')"/></dt>
        <dd><xsl:value-of select="cd:money(@net, @currency)"/></dd>
      </div>
      <xsl:apply-templates select="@tax-name"/>
      <xsl:apply-templates select="@tax2-name"/>
      <div class="sum-total">
        <dt><xsl:value-of select="cd:text('column.total')"/></dt>
        <dd><xsl:value-of select="cd:money(@total, @currency)"/></dd>
      </div>
    </dl>
    <xsl:apply-templates select="@reverse-charge"/>
  </xsl:template>

  <xsl:template match="sum/@tax-name">
    <div>
      <dt><xsl:value-of select="cd:text('cart.tax', ., cd:number(../@tax-rate))"/></dt>
      <dd><xsl:apply-templates select=".." mode="first-tax"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="sum" mode="first-tax">
    <xsl:value-of select="cd:money(@tax, @currency)"/>
  </xsl:template>

  <xsl:template match="sum[@tax2]" mode="first-tax">
    <xsl:value-of select="cd:money(@tax - @tax2, @currency)"/>
  </xsl:template>

  <xsl:template match="sum/@tax2-name">
    <div>
      <dt><xsl:value-of select="cd:text('cart.tax', ., cd:number(../@tax2-rate))"/></dt>
      <dd><xsl:value-of select="cd:money(../@tax2, ../@currency)"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="sum/@reverse-charge">
    <p class="hint sum-note"><xsl:value-of select="cd:text('cart.reverse-charge')"/></p>
  </xsl:template>

</xsl:stylesheet>
