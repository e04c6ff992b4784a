<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Personal data: who the account’s owner is and where its invoices go. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'personal']">
    <xsl:apply-templates select="." mode="card"/>
  </xsl:template>

  <xsl:template match="section[@name = 'personal']" mode="card-action">
    <xsl:variable name="href" select="cd:url('personal')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-secondary btn-sm" href="{$href}">
        <xsl:value-of select="cd:text('section.personal.update')"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="section[@name = 'personal']" mode="card-body">
    <xsl:apply-templates select="person"/>
  </xsl:template>

  <xsl:template match="section[@name = 'personal']/person">
    <p class="person-name">
      <bdi><xsl:value-of select="concat(@first-name, ' ', @last-name)"/></bdi>
    </p>
    <dl class="facts">
      <xsl:apply-templates select="@email" mode="fact"/>
      <xsl:apply-templates select="@phone" mode="fact"/>
      <xsl:apply-templates select="@language" mode="fact"/>
    </dl>
    <h3><xsl:value-of select="cd:text('section.personal.billing')"/></h3>
    <xsl:apply-templates select="." mode="address"/>
    <dl class="facts">
      <xsl:apply-templates select="@tax-id" mode="fact"/>
      <xsl:apply-templates select="@currency" mode="fact"/>
    </dl>
    <xsl:apply-templates select="." mode="preferences-link"/>
  </xsl:template>

  <xsl:template match="person" mode="preferences-link">
    <xsl:variable name="href" select="cd:url('personal')"/>
    <xsl:if test="$href != ''">
      <a class="card-foot-link" href="{$href}#email-preferences">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">mail</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('section.personal.preferences')"/>
      </a>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
