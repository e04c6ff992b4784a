<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A product: what it is, what it costs, and into the cart. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/product/@name"/>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">order</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <div class="columns">
      <div class="card form-card">
        <xsl:apply-templates select="form"/>
      </div>
      <section class="card" data-section="prices" aria-labelledby="heading-prices">
        <div class="card-head">
          <h2 id="heading-prices"><xsl:value-of select="cd:text('product.prices')"/></h2>
        </div>
        <xsl:apply-templates select="section[@name = 'product']/product/@description"/>
        <ul class="prices">
          <xsl:apply-templates select="section[@name = 'prices']/price"/>
        </ul>
      </section>
    </div>
  </xsl:template>

  <xsl:template match="product/@description">
    <p class="card-text"><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

  <xsl:template match="price">
    <li>
      <xsl:apply-templates select="@cycle" mode="price"/>
      <xsl:apply-templates select="@setup[. &gt; 0]"/>
    </li>
  </xsl:template>

  <xsl:template match="price/@setup">
    <span class="row-detail">
      <xsl:value-of select="cd:text('price.setup', cd:money(., ../@currency))"/>
    </span>
  </xsl:template>

  <xsl:template match="field[@name = 'cycle']/option" mode="label">
    <xsl:value-of select="cd:text(concat('cycle.', @value))"/>
  </xsl:template>

</xsl:stylesheet>
