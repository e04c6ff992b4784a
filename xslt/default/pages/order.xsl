<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What can be ordered, group by group. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'products']"/>
  </xsl:template>

  <!-- Products come in the order of their groups. -->
  <xsl:template match="section[@name = 'products']">
    <div class="groups" data-section="products">
      <xsl:apply-templates select="product[not(@group = preceding-sibling::product[1]/@group)]" mode="group"/>
    </div>
  </xsl:template>

  <xsl:template match="section[@name = 'products'][not(product)]">
    <p class="card empty"><xsl:value-of select="cd:text('empty.products')"/></p>
  </xsl:template>

  <xsl:template match="product" mode="group">
    <section>
      <h2><bdi><xsl:value-of select="@group"/></bdi></h2>
      <ul class="products">
        <xsl:apply-templates select="../product[@group = current()/@group]"/>
      </ul>
    </section>
  </xsl:template>

  <xsl:template match="product">
    <li class="card product">
      <h3><bdi><xsl:value-of select="@name"/></bdi></h3>
      <xsl:apply-templates select="@description"/>
      <p class="product-price">
        <small><xsl:value-of select="cd:text('price.from')"/></small>
        <xsl:text> </xsl:text>
        <xsl:apply-templates select="@cycle" mode="price"/>
      </p>
      <xsl:apply-templates select="@setup[. &gt; 0]"/>
      <p class="product-order">
        <a class="btn btn-secondary btn-sm" href="{cd:url('product', @id)}" aria-label="{cd:text('product.order-name', @name)}"><xsl:value-of select="cd:text('product.order')"/></a>
      </p>
    </li>
  </xsl:template>

  <xsl:template match="product/@description">
    <p class="product-text"><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

  <xsl:template match="product/@setup">
    <p class="product-setup">
      <xsl:value-of select="cd:text('price.setup', cd:money(., ../@currency))"/>
    </p>
  </xsl:template>

</xsl:stylesheet>
