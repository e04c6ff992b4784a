<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The main page: ten sections in a wide and a narrow column. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/card.xsl"/>
  <xsl:import href="../components/section.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/address.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/due.xsl"/>
  <xsl:import href="../components/manage.xsl"/>
  <xsl:import href="../components/domain-form.xsl"/>
  <xsl:import href="../sections/personal.xsl"/>
  <xsl:import href="../sections/contacts.xsl"/>
  <xsl:import href="../sections/shortcuts.xsl"/>
  <xsl:import href="../sections/banner.xsl"/>
  <xsl:import href="../sections/status.xsl"/>
  <xsl:import href="../sections/tiles.xsl"/>
  <xsl:import href="../sections/services.xsl"/>
  <xsl:import href="../sections/renewals.xsl"/>
  <xsl:import href="../sections/domain-search.xsl"/>
  <xsl:import href="../sections/tickets.xsl"/>
  <xsl:import href="../sections/news.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="viewer/@unverified"/>
    <xsl:apply-templates select="section[@name = 'status']"/>
    <xsl:apply-templates select="section[@name = 'banner-top']"/>
    <xsl:apply-templates select="section[@name = 'tiles']"/>
    <xsl:apply-templates select="section[@name = 'renewals']"/>
    <div class="dashboard">
      <div class="dashboard-wide">
        <xsl:apply-templates select="section[@name = 'services']"/>
        <xsl:apply-templates select="section[@name = 'tickets']"/>
        <xsl:apply-templates select="section[@name = 'news']"/>
        <xsl:apply-templates select="." mode="more-sections"/>
      </div>
      <div class="dashboard-narrow">
        <xsl:apply-templates select="." mode="domain-search"/>
        <xsl:apply-templates select="section[@name = 'banner']"/>
        <xsl:apply-templates select="section[@name = 'personal']"/>
        <xsl:apply-templates select="section[@name = 'contacts']"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="viewer/@unverified">
    <div class="notice notice-verify" role="status">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">mail</xsl:with-param>
      </xsl:call-template>
      <p><xsl:value-of select="cd:text('verify.notice', ../@email)"/></p>
      <form method="post" action="{cd:url('verify-again')}">
        <input type="hidden" name="csrf" value="{/page/@csrf}"/>
        <button class="btn btn-secondary btn-sm" type="submit"><xsl:value-of select="cd:text('verify.again')"/></button>
      </form>
    </div>
  </xsl:template>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="cd:text('page.dashboard.title')"/>
  </xsl:template>

  <xsl:template match="page" mode="heading">
    <header class="page-header">
      <div class="page-header-text">
        <h1><xsl:value-of select="cd:text('page.dashboard.greeting', viewer/@first-name)"/></h1>
        <p class="lead"><bdi><xsl:value-of select="account/@name"/></bdi></p>
      </div>
      <xsl:apply-templates select="section[@name = 'shortcuts']"/>
    </header>
  </xsl:template>

  <!-- What the provider has added. -->
  <xsl:template match="page" mode="more-sections">
    <xsl:apply-templates select="section[not(@name = 'personal' or @name = 'contacts' or @name = 'shortcuts' or @name = 'banner' or @name = 'banner-top' or @name = 'status' or @name = 'tiles' or @name = 'services' or @name = 'renewals' or @name = 'domain-search' or @name = 'tickets' or @name = 'news')]"/>
  </xsl:template>

</xsl:stylesheet>
