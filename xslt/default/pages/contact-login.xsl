<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What a contact with a login may do, with which services and domains, and until when. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/person.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-to-contact"/>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'contact']/contact" mode="state-card"/>
    <xsl:apply-templates select="form"/>
  </xsl:template>

  <xsl:template match="contact" mode="state-card">
    <section class="card pending" aria-labelledby="heading-state">
      <div class="card-head">
        <h2 id="heading-state"><xsl:value-of select="cd:text('contact.login')"/></h2>
        <xsl:apply-templates select="@login" mode="state"/>
      </div>
      <p><xsl:apply-templates select="." mode="state-text"/></p>
      <xsl:apply-templates select="." mode="state-actions"/>
    </section>
  </xsl:template>

  <xsl:template match="contact" mode="state-text">
    <xsl:value-of select="cd:text(concat('contact.login.', @login, '.text'))"/>
  </xsl:template>

  <xsl:template match="contact[@login = 'none']" mode="state-text">
    <xsl:value-of select="cd:text('contact-login.invite', @email)"/>
  </xsl:template>

  <xsl:template match="contact[@login = 'invited' or @login = 'lapsed']" mode="state-text">
    <xsl:value-of select="cd:text(concat('contact-login.', @login), @email, cd:date(@link-until, 'datetime'))"/>
  </xsl:template>

  <xsl:template match="contact" mode="state-actions">
    <div class="pending-actions">
      <xsl:apply-templates select="self::contact[@login = 'invited' or @login = 'lapsed']" mode="again"/>
      <a class="btn btn-secondary btn-sm" href="{cd:url('contact-login-end', @id)}">
        <xsl:value-of select="cd:text(concat('contact-login.end.', @login))"/>
      </a>
    </div>
  </xsl:template>

  <xsl:template match="contact[@login = 'none']" mode="state-actions"/>

  <xsl:template match="contact" mode="again">
    <form method="post" action="{cd:url('contact-login-again', @id)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary btn-sm" type="submit">
        <xsl:value-of select="cd:text('contact-login.again')"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="form" mode="fields">
    <section class="card" aria-labelledby="heading-permissions">
      <div class="card-head">
        <h2 id="heading-permissions"><xsl:value-of select="cd:text('contact-login.permissions')"/></h2>
      </div>
      <div class="ticks ticks-wide">
        <xsl:apply-templates select="field[starts-with(@name, 'perm-')]"/>
      </div>
    </section>
    <section class="card" aria-labelledby="heading-scope">
      <div class="card-head">
        <h2 id="heading-scope"><xsl:value-of select="cd:text('contact-login.scope')"/></h2>
      </div>
      <div class="ticks">
        <xsl:apply-templates select="field[@name = 'scoped']"/>
      </div>
      <xsl:apply-templates select="/page/section[@name = 'scope']" mode="choices"/>
    </section>
    <section class="card" aria-labelledby="heading-until">
      <div class="card-head">
        <h2 id="heading-until"><xsl:value-of select="cd:text('contact-login.until')"/></h2>
      </div>
      <xsl:apply-templates select="field[@name = 'until']"/>
    </section>
  </xsl:template>

  <xsl:template match="field[starts-with(@name, 'perm-')]" mode="label">
    <label for="field-{@name}">
      <xsl:value-of select="cd:text(concat('field.', @name))"/>
      <span class="row-detail"><xsl:value-of select="cd:text(concat('field.', @name, '.note'))"/></span>
    </label>
  </xsl:template>

  <!-- The button says what it does: an invitation goes out, or not. -->
  <xsl:template match="form[/page/section/contact/@login = 'none']" mode="submit">
    <xsl:value-of select="cd:text('form.contact-login.invite')"/>
  </xsl:template>

  <xsl:template match="section" mode="choices">
    <div class="choices">
      <xsl:apply-templates select="self::section[service]" mode="services"/>
      <xsl:apply-templates select="self::section[domain]" mode="domains"/>
    </div>
  </xsl:template>

  <xsl:template match="section" mode="services">
    <fieldset class="form-group">
      <legend><xsl:value-of select="cd:text('nav.services')"/></legend>
      <xsl:apply-templates select="service" mode="choice"/>
    </fieldset>
  </xsl:template>

  <xsl:template match="section" mode="domains">
    <fieldset class="form-group">
      <legend><xsl:value-of select="cd:text('nav.domains')"/></legend>
      <xsl:apply-templates select="domain" mode="choice"/>
    </fieldset>
  </xsl:template>

  <xsl:template match="service | domain" mode="choice">
    <div class="field field-check">
      <input class="check" type="checkbox" id="{name()}-{@id}" name="{name()}" value="{@id}">
        <xsl:apply-templates select="@chosen"/>
      </input>
      <label for="{name()}-{@id}">
        <bdi><xsl:value-of select="@name"/></bdi>
        <xsl:apply-templates select="@domain"/>
      </label>
    </div>
  </xsl:template>

  <xsl:template match="@chosen">
    <xsl:attribute name="checked">checked</xsl:attribute>
  </xsl:template>

  <xsl:template match="service/@domain">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

</xsl:stylesheet>
