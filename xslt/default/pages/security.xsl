<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The safety of one's own login: password, devices. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/card.xsl"/>
  <xsl:import href="../components/agent.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'login']/login"/>
    <xsl:apply-templates select="section[@name = 'devices']" mode="card"/>
  </xsl:template>

  <xsl:template match="login">
    <div class="columns" data-section="login">
      <xsl:apply-templates select="@password-set"/>
      <xsl:apply-templates select="@second-factor"/>
    </div>
  </xsl:template>

  <!-- With single sign-on there is no password of ours. -->
  <xsl:template match="@password-set">
    <xsl:variable name="href" select="cd:url('password')"/>
    <xsl:if test="$href != ''">
      <section class="card" aria-labelledby="heading-password">
        <div class="card-head">
          <h2 id="heading-password"><xsl:value-of select="cd:text('security.password')"/></h2>
          <a class="btn btn-secondary btn-sm" href="{$href}"><xsl:value-of select="cd:text('security.password.change')"/></a>
        </div>
        <p class="card-lead"><xsl:value-of select="cd:text('security.password.set', cd:date(.))"/></p>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Where the site has no second factor there is nothing to be said. -->
  <xsl:template match="@second-factor">
    <xsl:variable name="href" select="cd:url('second-factor')"/>
    <xsl:if test="$href != ''">
      <section class="card" aria-labelledby="heading-second-factor">
        <div class="card-head">
          <h2 id="heading-second-factor"><xsl:value-of select="cd:text('security.second-factor')"/></h2>
          <a class="btn btn-secondary btn-sm" href="{$href}"><xsl:value-of select="cd:text('security.second-factor.set-up')"/></a>
        </div>
        <p class="card-lead"><xsl:value-of select="cd:text('security.second-factor.none')"/></p>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@second-factor[. = 1]">
    <xsl:variable name="off" select="cd:url('second-factor-off')"/>
    <section class="card" aria-labelledby="heading-second-factor">
      <div class="card-head">
        <h2 id="heading-second-factor"><xsl:value-of select="cd:text('security.second-factor')"/></h2>
        <span class="status status-active"><xsl:value-of select="cd:text('preference.on')"/></span>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('security.recovery-codes', ../@recovery-codes)"/></p>
      <xsl:if test="$off != ''">
        <p class="card-links">
          <a class="btn btn-secondary btn-sm" href="{cd:url('recovery-codes')}"><xsl:value-of select="cd:text('security.recovery-codes.renew')"/></a>
          <a class="btn btn-quiet btn-sm" href="{$off}"><xsl:value-of select="cd:text('security.second-factor.off')"/></a>
        </p>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'devices'][device[2]]" mode="card-action">
    <form method="post" action="{cd:url('devices-end')}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-secondary btn-sm" type="submit"><xsl:value-of select="cd:text('security.devices.end-others')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="section[@name = 'devices']" mode="card-body">
    <p class="card-lead"><xsl:value-of select="cd:text('security.devices.lead')"/></p>
    <ul class="switches">
      <xsl:apply-templates select="device"/>
    </ul>
  </xsl:template>

  <xsl:template match="device">
    <li>
      <span class="row-name">
        <xsl:apply-templates select="." mode="agent"/>
        <span class="row-detail"><bdi><xsl:value-of select="@address"/></bdi></span>
        <span class="row-detail"><xsl:value-of select="cd:text('security.devices.times', cd:date(@created, 'datetime'), cd:date(@seen, 'datetime'))"/></span>
      </span>
      <form method="post" action="{cd:url('device-end')}">
        <input type="hidden" name="csrf" value="{/page/@csrf}"/>
        <input type="hidden" name="device" value="{@id}"/>
        <button class="btn btn-quiet" type="submit"><xsl:value-of select="cd:text('security.devices.end')"/></button>
      </form>
    </li>
  </xsl:template>

  <xsl:template match="device[@current = 1]">
    <li>
      <span class="row-name">
        <xsl:apply-templates select="." mode="agent"/>
        <span class="row-detail"><bdi><xsl:value-of select="@address"/></bdi></span>
        <span class="row-detail"><xsl:value-of select="cd:text('security.devices.since', cd:date(@created, 'datetime'))"/></span>
      </span>
      <span class="tag"><xsl:value-of select="cd:text('security.devices.current')"/></span>
    </li>
  </xsl:template>

</xsl:stylesheet>
