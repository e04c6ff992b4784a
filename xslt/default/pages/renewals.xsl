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
  <xsl:import href="../components/terms.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'renewals']" mode="list"/>
    <xsl:apply-templates select="section[@name = 'renewals'][renewal]" mode="cart"/>
  </xsl:template>

  <xsl:template match="section[@name = 'renewals']" mode="columns">
    <th scope="col"><xsl:value-of select="cd:text('column.name')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.kind')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.due')"/></th>
    <th scope="col" class="amount"><xsl:value-of select="cd:text('column.amount')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.term')"/></th>
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
      <td data-label="{cd:text('column.term')}"><xsl:apply-templates select="." mode="cart"/></td>
    </tr>
  </xsl:template>

  <!-- Into the cart, for one term or several; what is on an invoice that
       waits for payment can't be ordered again. -->
  <xsl:template match="renewal" mode="cart">
    <xsl:variable name="href" select="cd:url('cart')"/>
    <xsl:variable name="chosen" select="/page/section[@name = 'cart']/in-cart[@kind = current()/@kind][@id = current()/@id]"/>
    <xsl:if test="$href != ''">
      <form class="inline-form" method="post" action="{$href}">
        <input type="hidden" name="csrf" value="{/page/@csrf}"/>
        <input type="hidden" name="kind" value="renew-{@kind}"/>
        <input type="hidden" name="id" value="{@id}"/>
        <select class="form-control select select-small" name="quantity" aria-label="{cd:text('column.term')}">
          <xsl:apply-templates select="." mode="terms">
            <xsl:with-param name="chosen" select="$chosen/@quantity"/>
          </xsl:apply-templates>
        </select>
        <xsl:apply-templates select="." mode="add">
          <xsl:with-param name="chosen" select="$chosen"/>
        </xsl:apply-templates>
      </form>
    </xsl:if>
  </xsl:template>

  <xsl:template match="renewal[@invoice]" mode="cart">
    <xsl:apply-templates select="@invoice"/>
  </xsl:template>

  <xsl:template match="renewal" mode="terms">
    <xsl:param name="chosen"/>
    <xsl:call-template name="terms">
      <xsl:with-param name="cycle">annually</xsl:with-param>
      <xsl:with-param name="chosen" select="$chosen"/>
      <xsl:with-param name="most" select="10"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="renewal[@cycle]" mode="terms">
    <xsl:param name="chosen"/>
    <xsl:call-template name="terms">
      <xsl:with-param name="cycle" select="@cycle"/>
      <xsl:with-param name="chosen" select="$chosen"/>
      <xsl:with-param name="most" select="3"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="renewal" mode="add">
    <xsl:param name="chosen"/>
    <xsl:choose>
      <xsl:when test="$chosen">
        <button class="btn btn-secondary btn-sm" type="submit"><xsl:value-of select="cd:text('cart.change')"/></button>
        <span class="tag"><xsl:value-of select="cd:text('cart.in')"/></span>
      </xsl:when>
      <xsl:otherwise>
        <button class="btn btn-primary btn-sm" type="submit" aria-label="{cd:text('cart.add-name', @name)}"><xsl:value-of select="cd:text('cart.add')"/></button>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- All at once, and on to the checkout. -->
  <xsl:template match="section" mode="cart">
    <xsl:variable name="href" select="cd:url('cart')"/>
    <xsl:if test="$href != ''">
      <div class="cart-actions">
        <xsl:apply-templates select="/page/section[@name = 'cart'][in-cart]" mode="checkout"/>
        <xsl:apply-templates select="self::section[renewal[not(@invoice)]]" mode="add-all">
          <xsl:with-param name="href" select="$href"/>
        </xsl:apply-templates>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="section" mode="checkout">
    <a class="btn btn-primary" href="{cd:url('checkout')}"><xsl:value-of select="cd:text('cart.checkout')"/></a>
    <a class="btn btn-secondary" href="{cd:url('cart')}"><xsl:value-of select="cd:text('cart.show')"/></a>
  </xsl:template>

  <xsl:template match="section" mode="add-all">
    <xsl:param name="href"/>
    <form method="post" action="{$href}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary" type="submit" name="kind" value="due"><xsl:value-of select="cd:text('cart.add-all')"/></button>
    </form>
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
