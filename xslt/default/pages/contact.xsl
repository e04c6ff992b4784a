<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A contact: what is known, which mail it gets, and whether it can sign in. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="contact-new.xsl"/>
  <xsl:import href="../components/person.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="columns">
      <div class="card form-card">
        <xsl:apply-templates select="form"/>
      </div>
      <xsl:apply-templates select="section[@name = 'contact']/contact" mode="side"/>
    </div>
  </xsl:template>

  <xsl:template match="contact" mode="side">
    <div class="stack">
      <section class="card" aria-labelledby="heading-login">
        <div class="card-head">
          <h2 id="heading-login"><xsl:value-of select="cd:text('contact.login')"/></h2>
          <xsl:apply-templates select="@login" mode="state"/>
        </div>
        <xsl:apply-templates select="." mode="login"/>
      </section>
      <section class="card" aria-labelledby="heading-remove">
        <div class="card-head">
          <h2 id="heading-remove"><xsl:value-of select="cd:text('contact.remove')"/></h2>
        </div>
        <xsl:apply-templates select="." mode="remove"/>
      </section>
    </div>
  </xsl:template>

  <xsl:template match="contact" mode="login">
    <xsl:variable name="href" select="cd:url('contact-login', @id)"/>
    <p class="card-text"><xsl:value-of select="cd:text(concat('contact.login.', @login, '.text'))"/></p>
    <xsl:choose>
      <xsl:when test="$href != ''">
        <a class="btn btn-secondary btn-sm" href="{$href}">
          <xsl:value-of select="cd:text(concat('contact.login.', @login, '.action'))"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <p class="hint"><xsl:value-of select="cd:text('contact.owner-only')"/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="contact[@login = 'owner']" mode="login">
    <p><xsl:value-of select="cd:text('contact.login.owner.text')"/></p>
  </xsl:template>

  <xsl:template match="contact" mode="remove">
    <p class="card-text"><xsl:value-of select="cd:text('contact.remove.text')"/></p>
    <a class="btn btn-secondary btn-sm" href="{cd:url('contact-remove', @id)}">
      <xsl:value-of select="cd:text('contact.remove')"/>
    </a>
  </xsl:template>

  <xsl:template match="contact[@member = 1][/page/viewer/@role != 'owner']" mode="remove">
    <p class="hint"><xsl:value-of select="cd:text('contact.owner-only')"/></p>
  </xsl:template>

</xsl:stylesheet>
