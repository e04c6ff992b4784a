<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The cart: its lines, each of which can be changed or taken out, and what they cost. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/cart.xsl"/>
  <xsl:import href="../components/terms.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="form[@error]" mode="errors"/>
    <xsl:apply-templates select="section[@name = 'cart']"/>
  </xsl:template>

  <xsl:template match="section[@name = 'cart']">
    <section class="card" data-section="cart">
      <p class="empty"><xsl:value-of select="cd:text('empty.cart')"/></p>
      <div class="cart-actions">
        <xsl:apply-templates select="." mode="more">
          <xsl:with-param name="to">order</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="more">
          <xsl:with-param name="to">renewals</xsl:with-param>
        </xsl:apply-templates>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'cart'][cart-line]">
    <section class="card" data-section="cart">
      <table class="rows rows-full">
        <caption class="visually-hidden"><xsl:value-of select="cd:text('page.cart.title')"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="cd:text('column.name')"/></th>
            <th scope="col"><xsl:value-of select="cd:text('column.term')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.amount')"/></th>
            <th scope="col"><span class="visually-hidden"><xsl:value-of select="cd:text('cart.remove')"/></span></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="cart-line"/></tbody>
      </table>
      <xsl:apply-templates select="../section[@name = 'cart-sum']/sum"/>
      <div class="cart-actions">
        <xsl:apply-templates select="../section[@name = 'cart-sum']/sum" mode="checkout"/>
        <xsl:apply-templates select="." mode="more">
          <xsl:with-param name="to">order</xsl:with-param>
        </xsl:apply-templates>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="section" mode="more">
    <xsl:param name="to"/>
    <xsl:variable name="href" select="cd:url($to)"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-secondary" href="{$href}">
        <xsl:value-of select="cd:text(concat('cart.more.', $to))"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sum" mode="checkout">
    <a class="btn btn-primary" href="{cd:url('checkout')}">
      <xsl:value-of select="cd:text('cart.checkout')"/>
    </a>
  </xsl:template>

  <xsl:template match="sum[@problems]" mode="checkout">
    <p class="hint"><xsl:value-of select="cd:text('cart.problems', @problems)"/></p>
  </xsl:template>

  <xsl:template match="cart-line">
    <tr>
      <th scope="row"><xsl:apply-templates select="." mode="what"/></th>
      <td data-label="{cd:text('column.term')}"><xsl:apply-templates select="." mode="terms"/></td>
      <td class="amount" data-label="{cd:text('column.amount')}"><xsl:apply-templates select="." mode="price"/></td>
      <td class="row-action">
        <form method="post" action="{cd:url('cart-remove', @id)}">
          <input type="hidden" name="csrf" value="{/page/@csrf}"/>
          <button class="btn btn-secondary btn-sm" type="submit" aria-label="{cd:text('cart.remove-name', @name)}">
            <xsl:value-of select="cd:text('cart.remove')"/>
          </button>
        </form>
      </td>
    </tr>
  </xsl:template>

  <!-- A new service begins with one term; what is renewed or registered can
       have more of them at once. -->
  <xsl:template match="cart-line" mode="terms">
    <form class="inline-form" method="post" action="{cd:url('cart-change', @id)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <select class="form-control select select-small" name="quantity" aria-label="{cd:text('column.term')}">
        <xsl:apply-templates select="." mode="options"/>
      </select>
      <button class="btn btn-secondary btn-sm" type="submit"><xsl:value-of select="cd:text('cart.change')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="cart-line[@kind = 'service' or @kind = 'transfer']" mode="terms">
    <xsl:apply-templates select="." mode="term"/>
  </xsl:template>

  <xsl:template match="cart-line" mode="options">
    <xsl:call-template name="terms">
      <xsl:with-param name="cycle">annually</xsl:with-param>
      <xsl:with-param name="chosen" select="@quantity"/>
      <xsl:with-param name="most" select="10"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="cart-line[@cycle]" mode="options">
    <xsl:call-template name="terms">
      <xsl:with-param name="cycle" select="@cycle"/>
      <xsl:with-param name="chosen" select="@quantity"/>
      <xsl:with-param name="most" select="3"/>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
