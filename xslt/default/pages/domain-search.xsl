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
            <xsl:apply-templates select="self::section[@label and cd:url('domain-transfer') != '']" mode="column"/>
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
    <xsl:variable name="taken" select="/page/section[@name = 'domain-taken']/taken[@name = concat(current()/../@ascii, '.', current()/@name)]"/>
    <tr>
      <th scope="row">
        <span class="row-line">
          <bdi dir="ltr"><xsl:value-of select="$name"/></bdi>
          <xsl:apply-templates select="$taken"/>
          <xsl:apply-templates select="../@ascii[. != ../@label]"/>
        </span>
      </th>
      <td class="amount" data-label="{cd:text('column.register')}"><xsl:value-of select="cd:money(@register, @currency)"/></td>
      <td class="amount" data-label="{cd:text('column.transfer')}"><xsl:value-of select="cd:money(@transfer, @currency)"/></td>
      <td class="amount" data-label="{cd:text('column.renew')}"><xsl:value-of select="cd:money(@renew, @currency)"/></td>
      <xsl:apply-templates select="self::tld[../@label and cd:url('domain-transfer') != '']" mode="order">
        <xsl:with-param name="taken" select="$taken"/>
      </xsl:apply-templates>
    </tr>
  </xsl:template>

  <xsl:template match="@ascii">
    <span class="row-detail"><bdi dir="ltr"><xsl:value-of select="."/></bdi></span>
  </xsl:template>

  <xsl:template match="section" mode="column">
    <th scope="col"><span class="visually-hidden"><xsl:value-of select="cd:text('column.actions')"/></span></th>
  </xsl:template>

  <!-- A name that somebody has can be moved here, a free one registered. -->
  <xsl:template match="tld" mode="order">
    <xsl:param name="taken" select="/.."/>
    <td class="row-action">
      <xsl:apply-templates select="self::tld[not($taken) and ../@how = 'register']" mode="register"/>
      <xsl:apply-templates select="self::tld[../@how = 'transfer']" mode="transfer"/>
    </td>
  </xsl:template>

  <xsl:template match="tld" mode="register">
    <form method="post" action="{cd:url('cart')}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <input type="hidden" name="kind" value="register"/>
      <input type="hidden" name="name" value="{../@ascii}.{@name}"/>
      <button class="btn btn-primary btn-sm" type="submit" aria-label="{cd:text('domain-search.add-name', concat(../@label, '.', @name))}">
        <xsl:value-of select="cd:text('domain-search.add')"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="tld" mode="transfer">
    <a class="btn btn-secondary btn-sm" href="{cd:url('domain-transfer')}?name={../@ascii}.{@name}" aria-label="{cd:text('domain-search.transfer-name', concat(../@label, '.', @name))}">
      <xsl:value-of select="cd:text('domain-search.transfer')"/>
    </a>
  </xsl:template>

  <xsl:template match="taken">
    <span class="tag"><xsl:value-of select="cd:text('domain-search.taken')"/></span>
  </xsl:template>

</xsl:stylesheet>
