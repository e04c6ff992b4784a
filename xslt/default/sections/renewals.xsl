<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Renewal information: what is due, and Renew Now. Nothing due, nothing shown. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'renewals']">
    <section class="due" data-section="renewals" aria-labelledby="heading-renewals">
      <div class="due-head">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">renew</xsl:with-param>
        </xsl:call-template>
        <div>
          <h2 id="heading-renewals"><xsl:value-of select="cd:text('section.renewals.title')"/></h2>
          <p><xsl:apply-templates select="." mode="count"/></p>
        </div>
        <xsl:apply-templates select="." mode="renew-now"/>
      </div>
      <ul class="due-list">
        <xsl:apply-templates select="renewal[position() &lt;= 10]"/>
      </ul>
      <xsl:apply-templates select="self::section[renewal[11]]" mode="others"/>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'renewals'][not(renewal)]"/>

  <!-- The statement ends at 101: more than a hundred are not counted. -->
  <xsl:template match="section" mode="count">
    <xsl:value-of select="cd:text('section.renewals.count', count(renewal))"/>
  </xsl:template>

  <xsl:template match="section[renewal[101]]" mode="count">
    <xsl:value-of select="cd:text('section.renewals.many', 100)"/>
  </xsl:template>

  <!-- The first ten say enough here. -->
  <xsl:template match="section" mode="others">
    <p class="due-others">
      <xsl:value-of select="cd:text('section.renewals.others', count(renewal) - 10)"/>
    </p>
  </xsl:template>

  <xsl:template match="section[renewal[101]]" mode="others"/>

  <xsl:template match="section" mode="renew-now">
    <xsl:variable name="href" select="cd:url('renewals')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-primary" href="{$href}">
        <xsl:value-of select="cd:text('section.renewals.renew')"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="renewal">
    <li>
      <span class="due-name">
        <bdi><xsl:value-of select="@name"/></bdi>
        <xsl:apply-templates select="@domain"/>
        <xsl:apply-templates select="@invoice"/>
      </span>
      <xsl:apply-templates select="@days"/>
    </li>
  </xsl:template>

  <xsl:template match="renewal/@domain">
    <bdi class="domain"><xsl:value-of select="."/></bdi>
  </xsl:template>

</xsl:stylesheet>
