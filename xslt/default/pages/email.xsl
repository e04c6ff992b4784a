<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One e-mail as it was sent, without what was secret in it. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/email/@subject"/>
  </xsl:template>

  <xsl:template match="page[section/email[@subject = '']]" mode="title">
    <xsl:value-of select="cd:text('page.email.title')"/>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">emails</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'email']/email"/>
  </xsl:template>

  <xsl:template match="email">
    <article class="card" data-section="email">
      <dl class="facts facts-wide">
        <xsl:apply-templates select="@recipient" mode="fact"/>
        <xsl:apply-templates select="@category" mode="fact"/>
        <xsl:apply-templates select="@sent" mode="fact"/>
      </dl>
      <xsl:apply-templates select="@body"/>
    </article>
  </xsl:template>

  <xsl:template match="email/@recipient" mode="value">
    <xsl:apply-templates select="." mode="address"/>
  </xsl:template>

  <xsl:template match="email/@category" mode="value">
    <xsl:value-of select="cd:text(concat('email.category.', .))"/>
  </xsl:template>

  <xsl:template match="email/@sent" mode="value">
    <time datetime="{.}"><xsl:value-of select="cd:date(., 'datetime')"/></time>
  </xsl:template>

  <xsl:template match="email/@body">
    <pre class="email-text" dir="auto"><xsl:value-of select="."/></pre>
  </xsl:template>

</xsl:stylesheet>
