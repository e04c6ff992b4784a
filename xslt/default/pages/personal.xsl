<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Personal data, read only: the person, the address, e-mail preferences, the mailing list. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/address.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="columns">
      <xsl:apply-templates select="section[@name = 'personal']/person" mode="information"/>
      <xsl:apply-templates select="section[@name = 'personal']/person" mode="billing"/>
      <xsl:apply-templates select="section[@name = 'mail-preferences']" mode="preferences"/>
      <xsl:apply-templates select="section[@name = 'mail-preferences']" mode="mailing-list"/>
    </div>
  </xsl:template>

  <xsl:template match="person" mode="information">
    <section class="card" data-section="personal" aria-labelledby="heading-information">
      <div class="card-head">
        <h2 id="heading-information"><xsl:value-of select="cd:text('personal.information')"/></h2>
      </div>
      <dl class="facts">
        <xsl:apply-templates select="@first-name" mode="fact"/>
        <xsl:apply-templates select="@last-name" mode="fact"/>
        <xsl:apply-templates select="@email" mode="fact"/>
        <xsl:apply-templates select="@phone" mode="fact"/>
        <xsl:apply-templates select="@language" mode="fact"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template match="person/@email[../@email-verified = 0]" mode="value">
    <xsl:apply-templates select="." mode="address"/>
    <xsl:text> </xsl:text>
    <span class="tag"><xsl:value-of select="cd:text('personal.unverified')"/></span>
  </xsl:template>

  <xsl:template match="person" mode="billing">
    <section class="card" aria-labelledby="heading-billing">
      <div class="card-head">
        <h2 id="heading-billing"><xsl:value-of select="cd:text('personal.billing')"/></h2>
      </div>
      <xsl:apply-templates select="." mode="address"/>
      <dl class="facts">
        <xsl:apply-templates select="@tax-id" mode="fact"/>
        <xsl:apply-templates select="@currency" mode="fact"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template match="section" mode="preferences">
    <section class="card" id="email-preferences" data-section="mail-preferences" aria-labelledby="heading-preferences">
      <div class="card-head">
        <h2 id="heading-preferences"><xsl:value-of select="cd:text('personal.preferences')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('personal.preferences.lead')"/></p>
      <ul class="switches">
        <xsl:apply-templates select="preference[@category != 'mailing-list']"/>
      </ul>
    </section>
  </xsl:template>

  <xsl:template match="section" mode="mailing-list">
    <section class="card" id="mailing-list" aria-labelledby="heading-mailing-list">
      <div class="card-head">
        <h2 id="heading-mailing-list"><xsl:value-of select="cd:text('personal.mailing-list')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('personal.mailing-list.lead')"/></p>
      <ul class="switches">
        <xsl:apply-templates select="preference[@category = 'mailing-list']"/>
      </ul>
    </section>
  </xsl:template>

  <xsl:template match="preference">
    <li>
      <span class="row-name">
        <xsl:value-of select="cd:text(concat('preference.', @category))"/>
        <xsl:apply-templates select="@category"/>
      </span>
      <xsl:apply-templates select="@enabled"/>
    </li>
  </xsl:template>

  <xsl:template match="preference/@category"/>

  <xsl:template match="preference/@category[cd:has-text(concat('preference.', ., '.note'))]">
    <span class="row-detail"><xsl:value-of select="cd:text(concat('preference.', ., '.note'))"/></span>
  </xsl:template>

  <xsl:template match="@enabled">
    <span class="status status-off"><xsl:value-of select="cd:text('preference.off')"/></span>
  </xsl:template>

  <xsl:template match="@enabled[. = 1]">
    <span class="status status-active"><xsl:value-of select="cd:text('preference.on')"/></span>
  </xsl:template>

</xsl:stylesheet>
