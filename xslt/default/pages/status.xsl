<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The state of the network: what fails, what is planned, what is over. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/body.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'status']"/>
    <xsl:apply-templates select="section[@name = 'status-planned'][incident]"/>
    <xsl:apply-templates select="section[@name = 'status-past'][incident]"/>
  </xsl:template>

  <xsl:template match="section">
    <section class="incidents" data-section="{@name}" aria-labelledby="heading-{@name}">
      <h2 id="heading-{@name}"><xsl:value-of select="cd:text(concat('section.', @name, '.title'))"/></h2>
      <xsl:apply-templates select="incident"/>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'status'][not(incident)]">
    <p class="card status-fine" data-section="status">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">check</xsl:with-param>
      </xsl:call-template>
      <xsl:value-of select="cd:text('section.status.empty')"/>
    </p>
  </xsl:template>

  <xsl:template match="incident">
    <article class="card incident" id="incident-{@id}">
      <div class="card-head">
        <h3><bdi><xsl:value-of select="@title"/></bdi></h3>
        <xsl:apply-templates select="@progress"/>
      </div>
      <p class="news-meta">
        <span><xsl:value-of select="cd:text(concat('incident.kind.', @kind))"/></span>
        <xsl:apply-templates select="." mode="when"/>
        <xsl:apply-templates select="@products"/>
      </p>
      <xsl:apply-templates select="body"/>
      <xsl:apply-templates select="." mode="updates"/>
    </article>
  </xsl:template>

  <xsl:template match="@progress">
    <span class="status status-{.}"><xsl:value-of select="cd:text(concat('incident.progress.', .))"/></span>
  </xsl:template>

  <xsl:template match="incident" mode="when">
    <time datetime="{@starts}"><xsl:value-of select="cd:date(@starts, 'datetime')"/></time>
  </xsl:template>

  <xsl:template match="incident[@ends]" mode="when">
    <span>
      <time datetime="{@starts}"><xsl:value-of select="cd:date(@starts, 'datetime')"/></time>
      <xsl:text> – </xsl:text>
      <time datetime="{@ends}"><xsl:value-of select="cd:date(@ends, 'datetime')"/></time>
    </span>
  </xsl:template>

  <xsl:template match="incident/@products">
    <span class="tag"><bdi><xsl:value-of select="."/></bdi></span>
  </xsl:template>

  <xsl:template match="incident" mode="updates">
    <xsl:variable name="mine" select="/page/section[@name = 'status-updates']/update[@incident = current()/@id]"/>
    <xsl:if test="$mine">
      <ol class="updates"><xsl:apply-templates select="$mine"/></ol>
    </xsl:if>
  </xsl:template>

  <xsl:template match="update">
    <li>
      <p class="news-meta">
        <time datetime="{@created}"><xsl:value-of select="cd:date(@created, 'datetime')"/></time>
        <xsl:apply-templates select="@progress"/>
      </p>
      <xsl:apply-templates select="body"/>
    </li>
  </xsl:template>

</xsl:stylesheet>
