<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One service: what it is, what it costs, its invoices. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/card.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/invoice-row.xsl"/>
  <xsl:import href="../components/renewal-switch.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/service/@name"/>
  </xsl:template>

  <xsl:template match="page" mode="lead">
    <xsl:apply-templates select="section/service/@domain" mode="lead"/>
  </xsl:template>

  <xsl:template match="@domain" mode="lead">
    <p class="lead"><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">services</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="actions">
    <xsl:apply-templates select="section/service/@status"/>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'service']/service"/>
    <xsl:apply-templates select="section[@name = 'service-invoices']" mode="card"/>
  </xsl:template>

  <xsl:template match="service">
    <div class="columns" data-section="service">
      <section class="card" aria-labelledby="heading-details">
        <div class="card-head">
          <h2 id="heading-details"><xsl:value-of select="cd:text('service.details')"/></h2>
        </div>
        <dl class="facts">
          <xsl:apply-templates select="@product" mode="fact"/>
          <xsl:apply-templates select="@description" mode="fact"/>
          <xsl:apply-templates select="@server" mode="fact"/>
          <xsl:apply-templates select="@username" mode="fact"/>
        </dl>
      </section>
      <section class="card" aria-labelledby="heading-billing">
        <div class="card-head">
          <h2 id="heading-billing"><xsl:value-of select="cd:text('service.billing')"/></h2>
        </div>
        <dl class="facts">
          <xsl:apply-templates select="@amount" mode="fact"/>
          <xsl:apply-templates select="@next-due" mode="fact"/>
          <xsl:apply-templates select="@registered" mode="fact"/>
          <xsl:apply-templates select="@auto-renew" mode="fact"/>
        </dl>
        <xsl:apply-templates select="self::service[(@status = 'active' or @status = 'suspended') and cd:url('service-renewal', @id) != '']" mode="manage"/>
      </section>
    </div>
    <xsl:apply-templates select="@cancel-when"/>
  </xsl:template>

  <xsl:template match="service" mode="manage">
    <div class="pending-actions">
      <xsl:apply-templates select="@auto-renew" mode="switch">
        <xsl:with-param name="action" select="cd:url('service-renewal', @id)"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="self::service[not(@cancel-when)]" mode="cancel"/>
    </div>
  </xsl:template>

  <xsl:template match="service" mode="cancel">
    <a class="btn btn-quiet btn-sm" href="{cd:url('service-cancel', @id)}">
      <xsl:value-of select="cd:text('service.cancel')"/>
    </a>
  </xsl:template>

  <!-- Its end is asked for: said until it is there, and can be taken back. -->
  <xsl:template match="@cancel-when">
    <xsl:variable name="keep" select="cd:url('service-keep', ../@id)"/>
    <section class="card pending" aria-labelledby="heading-end">
      <div class="card-head">
        <h2 id="heading-end"><xsl:value-of select="cd:text('service.ends')"/></h2>
      </div>
      <p class="card-text"><xsl:apply-templates select="." mode="end-text"/></p>
      <xsl:if test="$keep != ''">
        <form method="post" action="{$keep}">
          <input type="hidden" name="csrf" value="{/page/@csrf}"/>
          <button class="btn btn-secondary btn-sm" type="submit"><xsl:value-of select="cd:text('service.keep')"/></button>
        </form>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="@cancel-when" mode="end-text">
    <xsl:value-of select="cd:text('service.ends.now', cd:date(../@cancel-asked, 'datetime'))"/>
  </xsl:template>

  <xsl:template match="service[@next-due]/@cancel-when[. = 'term-end']" mode="end-text">
    <xsl:value-of select="cd:text('service.ends.term-end', cd:date(../@next-due), cd:date(../@cancel-asked, 'datetime'))"/>
  </xsl:template>

  <xsl:template match="section[@name = 'service-invoices']" mode="card-body">
    <table class="rows rows-full">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="cd:text('column.number')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.issued')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.due')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
          <th scope="col" class="amount"><xsl:value-of select="cd:text('column.balance')"/></th>
          <th scope="col" class="amount"><xsl:value-of select="cd:text('column.total')"/></th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="invoice" mode="row"/></tbody>
    </table>
  </xsl:template>

</xsl:stylesheet>
