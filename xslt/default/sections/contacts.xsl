<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Contacts: the people who share the account, and New Contact. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'contacts']">
    <xsl:apply-templates select="." mode="card"/>
  </xsl:template>

  <xsl:template match="section[@name = 'contacts']" mode="card-action">
    <xsl:variable name="href" select="cd:url('contact-new')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-secondary btn-sm" href="{$href}">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">plus</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('section.contacts.new')"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="section[@name = 'contacts']" mode="card-body">
    <ul class="people">
      <xsl:apply-templates select="contact"/>
    </ul>
  </xsl:template>

  <xsl:template match="section[@name = 'contacts']/contact">
    <li>
      <span class="avatar" aria-hidden="true">
        <xsl:value-of select="concat(substring(@first-name, 1, 1), substring(@last-name, 1, 1))"/>
      </span>
      <span class="people-text">
        <bdi class="people-name"><xsl:value-of select="concat(@first-name, ' ', @last-name)"/></bdi>
        <span class="people-detail"><xsl:apply-templates select="@email" mode="address"/></span>
      </span>
      <xsl:apply-templates select="@login"/>
    </li>
  </xsl:template>

  <xsl:template match="contact/@login"/>

  <xsl:template match="contact/@login[. = 1]">
    <span class="tag"><xsl:value-of select="cd:text('section.contacts.login')"/></span>
  </xsl:template>

</xsl:stylesheet>
