<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Find a domain: the form, then every ending with its prices. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/domain-form.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="card">
      <xsl:apply-templates select="." mode="domain-form">
        <xsl:with-param name="action" select="cd:url('domain-search')"/>
        <xsl:with-param name="name" select="section/@query"/>
        <xsl:with-param name="error" select="section/@error"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="." mode="domain-guides"/>
    </div>
    <xsl:apply-templates select="section[@name = 'domain-search']"/>
  </xsl:template>

  <xsl:template match="section[@name = 'domain-search']">
    <section class="card" data-section="domain-search" aria-labelledby="heading-prices">
      <div class="card-head">
        <h2 id="heading-prices"><xsl:apply-templates select="." mode="heading"/></h2>
      </div>
      <table class="rows rows-full">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="cd:text('column.domain')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.register')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.transfer')"/></th>
            <th scope="col" class="amount"><xsl:value-of select="cd:text('column.renew')"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="." mode="endings"/></tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'domain-search'][not(tld)]">
    <p class="card empty"><xsl:value-of select="cd:text('domain-search.empty')"/></p>
  </xsl:template>

  <xsl:template match="section" mode="heading">
    <xsl:value-of select="cd:text('domain-search.prices')"/>
  </xsl:template>

  <xsl:template match="section[@label]" mode="heading">
    <xsl:value-of select="cd:text('domain-search.results', @label)"/>
  </xsl:template>

  <!-- The ending that was typed comes first, then the others in order. -->
  <xsl:template match="section" mode="endings">
    <xsl:apply-templates select="tld[@name = ../@tld]"/>
    <xsl:apply-templates select="tld[not(@name = ../@tld)]"/>
  </xsl:template>

  <xsl:template match="tld">
    <xsl:variable name="name" select="concat(../@label, '.', @name)"/>
    <tr>
      <th scope="row">
        <span class="row-line">
          <bdi dir="ltr"><xsl:value-of select="$name"/></bdi>
          <xsl:apply-templates select="/page/section[@name = 'domain-taken']/taken[@name = $name]"/>
        </span>
      </th>
      <td class="amount" data-label="{cd:text('column.register')}"><xsl:value-of select="cd:money(@register, @currency)"/></td>
      <td class="amount" data-label="{cd:text('column.transfer')}"><xsl:value-of select="cd:money(@transfer, @currency)"/></td>
      <td class="amount" data-label="{cd:text('column.renew')}"><xsl:value-of select="cd:money(@renew, @currency)"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="taken">
    <span class="tag"><xsl:value-of select="cd:text('domain-search.taken')"/></span>
  </xsl:template>

</xsl:stylesheet>
