<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Personal settings: one form in four parts, and the address that waits to be confirmed. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'email-change']/change"/>
    <xsl:apply-templates select="form"/>
    <xsl:call-template name="own-data"/>
  </xsl:template>

  <!-- The owner's, who may take all away. -->
  <xsl:template name="own-data">
    <xsl:variable name="href" select="cd:url('own-data')"/>
    <xsl:if test="$href != ''">
      <section class="card" aria-labelledby="heading-own-data">
        <div class="card-head">
          <h2 id="heading-own-data"><xsl:value-of select="cd:text('personal.own-data')"/></h2>
          <a class="btn btn-secondary btn-sm" href="{$href}"><xsl:value-of select="cd:text('personal.own-data.open')"/></a>
        </div>
        <p class="card-lead"><xsl:value-of select="cd:text('personal.own-data.lead')"/></p>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Until the link is followed the old address holds. -->
  <xsl:template match="change">
    <section class="card pending" aria-labelledby="heading-pending">
      <div class="card-head">
        <h2 id="heading-pending"><xsl:value-of select="cd:text('email-change.pending')"/></h2>
      </div>
      <p>
        <xsl:value-of select="cd:text('email-change.pending.text', @email, cd:date(@expires, 'datetime'))"/>
      </p>
      <div class="pending-actions">
        <xsl:apply-templates select="." mode="action">
          <xsl:with-param name="to">email-again</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="action">
          <xsl:with-param name="to">email-cancel</xsl:with-param>
        </xsl:apply-templates>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="change" mode="action">
    <xsl:param name="to"/>
    <form method="post" action="{cd:url($to)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary btn-sm" type="submit">
        <xsl:value-of select="cd:text(concat('email-change.', $to))"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="form" mode="fields">
    <xsl:apply-templates select="field[@type = 'hidden']"/>
    <section class="card" data-section="personal" aria-labelledby="heading-information">
      <div class="card-head">
        <h2 id="heading-information"><xsl:value-of select="cd:text('personal.information')"/></h2>
      </div>
      <div class="form-grid">
        <xsl:apply-templates select="field[@name = 'first-name']"/>
        <xsl:apply-templates select="field[@name = 'last-name']"/>
        <xsl:apply-templates select="field[@name = 'email']"/>
        <xsl:apply-templates select="field[@name = 'current-password']"/>
        <xsl:apply-templates select="field[@name = 'phone']"/>
        <xsl:apply-templates select="field[@name = 'language']"/>
      </div>
    </section>
    <section class="card" aria-labelledby="heading-billing">
      <div class="card-head">
        <h2 id="heading-billing"><xsl:value-of select="cd:text('personal.billing')"/></h2>
      </div>
      <div class="form-grid">
        <xsl:apply-templates select="field[@name = 'company']"/>
        <xsl:apply-templates select="field[@name = 'street1']"/>
        <xsl:apply-templates select="field[@name = 'street2']"/>
        <xsl:apply-templates select="field[@name = 'postcode']"/>
        <xsl:apply-templates select="field[@name = 'city']"/>
        <xsl:apply-templates select="field[@name = 'state']"/>
        <xsl:apply-templates select="field[@name = 'country']"/>
        <xsl:apply-templates select="field[@name = 'tax-id']"/>
        <xsl:apply-templates select="field[@name = 'currency']"/>
      </div>
    </section>
    <section class="card" id="email-preferences" data-section="mail-preferences" aria-labelledby="heading-preferences">
      <div class="card-head">
        <h2 id="heading-preferences"><xsl:value-of select="cd:text('personal.preferences')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('personal.preferences.lead')"/></p>
      <div class="ticks">
        <xsl:apply-templates select="field[starts-with(@name, 'mail-')]"/>
      </div>
    </section>
    <section class="card" id="mailing-list" aria-labelledby="heading-mailing-list">
      <div class="card-head">
        <h2 id="heading-mailing-list"><xsl:value-of select="cd:text('personal.mailing-list')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('personal.mailing-list.lead')"/></p>
      <div class="ticks">
        <xsl:apply-templates select="field[@name = 'mailing-list']"/>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="field[starts-with(@name, 'mail-')]" mode="label">
    <label for="field-{@name}">
      <xsl:value-of select="cd:text(concat('preference.', substring-after(@name, 'mail-')))"/>
      <span class="row-detail">
        <xsl:value-of select="cd:text(concat('preference.', substring-after(@name, 'mail-'), '.note'))"/>
      </span>
    </label>
  </xsl:template>

  <xsl:template match="field[@name = 'email']" mode="label">
    <label for="field-email">
      <xsl:value-of select="cd:text('field.email')"/>
      <xsl:apply-templates select="/page/section[@name = 'personal']/person[@email-verified = 0]" mode="unverified"/>
    </label>
  </xsl:template>

  <xsl:template match="person" mode="unverified">
    <xsl:text> </xsl:text>
    <span class="tag"><xsl:value-of select="cd:text('personal.unverified')"/></span>
  </xsl:template>

</xsl:stylesheet>
