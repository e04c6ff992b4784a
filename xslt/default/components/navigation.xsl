<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The main navigation: two groups of links that the viewer may follow. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="navigation">
    <nav class="shell-nav" aria-label="{cd:text('layout.navigation')}">
      <ul>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">dashboard</xsl:with-param>
          <xsl:with-param name="icon">home</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">services</xsl:with-param>
          <xsl:with-param name="icon">server</xsl:with-param>
          <xsl:with-param name="below">service renewals</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">domains</xsl:with-param>
          <xsl:with-param name="icon">globe</xsl:with-param>
          <xsl:with-param name="below">domain domain-search</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">invoices</xsl:with-param>
          <xsl:with-param name="icon">invoice</xsl:with-param>
          <xsl:with-param name="below">invoice</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">tickets</xsl:with-param>
          <xsl:with-param name="icon">ticket</xsl:with-param>
          <xsl:with-param name="below">ticket</xsl:with-param>
        </xsl:apply-templates>
      </ul>
      <ul>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">order</xsl:with-param>
          <xsl:with-param name="icon">plus</xsl:with-param>
          <xsl:with-param name="below">product</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">cart</xsl:with-param>
          <xsl:with-param name="icon">cart</xsl:with-param>
          <xsl:with-param name="below">checkout</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">personal</xsl:with-param>
          <xsl:with-param name="icon">user</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">contacts</xsl:with-param>
          <xsl:with-param name="icon">users</xsl:with-param>
          <xsl:with-param name="below">contact-new</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">security</xsl:with-param>
          <xsl:with-param name="icon">lock</xsl:with-param>
          <xsl:with-param name="below">password confirm second-factor second-factor-off recovery-codes</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">activity</xsl:with-param>
          <xsl:with-param name="icon">clock</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">emails</xsl:with-param>
          <xsl:with-param name="icon">mail</xsl:with-param>
          <xsl:with-param name="below">email</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">guides</xsl:with-param>
          <xsl:with-param name="icon">book</xsl:with-param>
          <xsl:with-param name="below">guide guide-search</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="nav-link">
          <xsl:with-param name="to">news</xsl:with-param>
          <xsl:with-param name="icon">news</xsl:with-param>
          <xsl:with-param name="below">news-article</xsl:with-param>
        </xsl:apply-templates>
      </ul>
    </nav>
  </xsl:template>

  <!-- below: names of the pages that belong under this link. -->
  <xsl:template match="page" mode="nav-link">
    <xsl:param name="to"/>
    <xsl:param name="icon"/>
    <xsl:param name="below"/>
    <xsl:variable name="href" select="cd:url($to)"/>
    <xsl:if test="$href != ''">
      <li>
        <a href="{$href}">
          <xsl:if test="@name = $to">
            <xsl:attribute name="aria-current">page</xsl:attribute>
          </xsl:if>
          <xsl:if test="contains(concat(' ', $below, ' '), concat(' ', @name, ' '))">
            <xsl:attribute name="aria-current">true</xsl:attribute>
          </xsl:if>
          <xsl:call-template name="icon">
            <xsl:with-param name="name" select="$icon"/>
          </xsl:call-template>
          <span><xsl:value-of select="cd:text(concat('nav.', $to))"/></span>
        </a>
      </li>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
