<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The people who share the account. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="actions">
    <xsl:variable name="href" select="cd:url('contact-new')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-primary" href="{$href}">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">plus</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('section.contacts.new')"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'contacts']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'contacts']" mode="columns">
    <xsl:apply-templates select="sort[@name = 'name']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.email')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.phone')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.login')"/></th>
  </xsl:template>

  <xsl:template match="contact" mode="row">
    <tr>
      <th scope="row">
        <span class="row-name">
          <a href="{cd:url('contact', @id)}">
            <bdi><xsl:value-of select="concat(@first-name, ' ', @last-name)"/></bdi>
          </a>
          <xsl:apply-templates select="@company"/>
        </span>
      </th>
      <td data-label="{cd:text('column.email')}"><xsl:apply-templates select="@email" mode="value"/></td>
      <td class="nowrap" data-label="{cd:text('column.phone')}"><xsl:apply-templates select="@phone" mode="value"/></td>
      <td data-label="{cd:text('column.login')}"><xsl:apply-templates select="." mode="login"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="contact" mode="login">
    <xsl:apply-templates select="@login" mode="value"/>
    <xsl:apply-templates select="@until"/>
  </xsl:template>

  <xsl:template match="contact[@invited = 1]" mode="login">
    <span class="status status-login-invited"><xsl:value-of select="cd:text('contact.login.invited')"/></span>
  </xsl:template>

  <xsl:template match="contact/@until">
    <span class="row-detail"><xsl:value-of select="cd:text('accounts.until', cd:date(.))"/></span>
  </xsl:template>

  <xsl:template match="contact/@company">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

</xsl:stylesheet>
