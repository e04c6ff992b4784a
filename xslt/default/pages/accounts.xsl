<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The accounts that a user may act for: which one she does. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="card form-card">
      <ul class="people accounts">
        <xsl:apply-templates select="section[@name = 'accounts']/account"/>
      </ul>
    </div>
  </xsl:template>

  <xsl:template match="section/account">
    <li>
      <span class="people-text">
        <bdi class="people-name"><xsl:value-of select="@name"/></bdi>
        <span class="people-detail">
          <xsl:value-of select="cd:text(concat('accounts.', @role))"/>
          <xsl:apply-templates select="@until"/>
        </span>
      </span>
      <xsl:apply-templates select="." mode="switch"/>
    </li>
  </xsl:template>

  <xsl:template match="account/@until">
    <xsl:text>, </xsl:text>
    <xsl:value-of select="cd:text('accounts.until', cd:date(.))"/>
  </xsl:template>

  <xsl:template match="account" mode="switch">
    <form method="post" action="{cd:url('accounts')}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <input type="hidden" name="account" value="{@id}"/>
      <button class="btn btn-secondary btn-sm" type="submit">
        <xsl:value-of select="cd:text('accounts.switch')"/>
        <span class="visually-hidden">
          <xsl:text> </xsl:text>
          <xsl:value-of select="@name"/>
        </span>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="account[@current = 1]" mode="switch">
    <span class="status status-active"><xsl:value-of select="cd:text('accounts.current')"/></span>
  </xsl:template>

</xsl:stylesheet>
